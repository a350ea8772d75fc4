package io.hecktor.plan;

import io.hecktor.FileInput;
import io.hecktor.OneByte;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads parts of a file and other bytes as one. */
final class PartsInputStream extends InputStream {

  private final FileChannel channel;
  private final ArrayDeque<Content.Part> left;
  private long read;
  private @Nullable InflatedRange inflated;

  PartsInputStream(Path file, List<Content.Part> parts) throws IOException {
    this.channel = FileChannel.open(file);
    this.left = new ArrayDeque<>(parts);
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (!left.isEmpty() && read == left.getFirst().sizeBytes()) {
      left.removeFirst();
      read = 0;
      closeInflated();
    }
    if (left.isEmpty() || length == 0) {
      return left.isEmpty() ? -1 : 0;
    }
    Content.Part part = left.getFirst();
    int wanted = (int) Math.min(length, part.sizeBytes() - read);
    if (part instanceof Content.Part.Bytes bytes) {
      bytes
          .bytes()
          .duplicate()
          .position(bytes.bytes().position() + (int) read)
          .get(buffer, offset, wanted);
    } else {
      wanted =
          part instanceof Content.Part.Inflated deflated
              ? inflated(deflated).read(buffer, offset, wanted)
              : range((Content.Part.Range) part, buffer, offset, wanted);
      if (wanted < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    read += wanted;
    return wanted;
  }

  private int range(Content.Part.Range part, byte[] buffer, int offset, int length)
      throws IOException {
    channel.position(part.offset() + read);
    return FileInput.read(channel, buffer, offset, length);
  }

  private InflatedRange inflated(Content.Part.Inflated part) {
    if (inflated == null) {
      inflated = new InflatedRange(channel, part);
    }
    return inflated;
  }

  private void closeInflated() throws IOException {
    if (inflated != null) {
      inflated.close();
      inflated = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeInflated();
    channel.close();
  }
}
