package io.hecktor.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The end of a program's two output streams: at most 64 KiB, 200 lines and 1024 characters a line
 * of each.
 *
 * @param stderr the last lines, oldest first
 * @param stdout the last lines, oldest first
 */
record LastWords(List<String> stderr, List<String> stdout) {

  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_LINES = 200;

  /** Longer lines are cut: the platform shows no more, and patterns would take their time. */
  private static final int MOST_CHARS = 1024;

  /** Copies the lists. */
  LastWords {
    stderr = List.copyOf(stderr);
    stdout = List.copyOf(stdout);
  }

  static LastWords read(Path stderr, Path stdout) throws IOException {
    return new LastWords(tail(stderr), tail(stdout));
  }

  private static List<String> tail(Path stream) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(stream)) {
      long from = Math.max(0, channel.size() - MOST_BYTES);
      channel.position(from);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // The channel may give less than it was asked for.
      }
      return lines(StandardCharsets.UTF_8.decode(bytes.flip()).toString());
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static List<String> lines(String text) {
    List<String> all =
        text.lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.substring(0, Math.min(line.length(), MOST_CHARS)))
            .toList();
    return all.subList(Math.max(0, all.size() - MOST_LINES), all.size());
  }

  /** The line that the platform shows after a failure. */
  Optional<String> shownByPlatform() {
    return stderr.isEmpty() ? Optional.empty() : Optional.of(stderr.get(stderr.size() - 1));
  }
}
