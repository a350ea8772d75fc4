package io.hecktor.goal;

import io.hecktor.challenge.Limits;
import io.hecktor.challenge.Profile;
import io.hecktor.oci.Digest;
import io.hecktor.verify.LocalCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names all that a case's verdict depends on: the image, the rules, and the case's files by path,
 * size and time. The engine is not among it, as all of them come to the same verdict.
 */
final class CaseStamp {

  private final String common;

  CaseStamp(BuiltImage image, Profile profile, TestRunRequest.Options options) {
    Limits limits = image.task().task().limits();
    this.common =
        String.join(
            "\n",
            image.image().config().imageId().toString(),
            profile.name(),
            limits.time().value().toString(),
            limits.memoryBytes().value().toString(),
            image.task().task().outputs().toString(),
            String.valueOf(options.debug()),
            options.expected().name(),
            options.gpu().wish().name());
  }

  String of(LocalCase one) throws IOException {
    StringBuilder text = new StringBuilder(common).append('\n');
    append(one.input(), text);
    if (one.expected().isPresent()) {
      append(one.expected().get(), text);
    }
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static void append(Path folder, StringBuilder text) throws IOException {
    text.append("--\n");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : files) {
      text.append(folder.relativize(file)).append(' ').append(Files.size(file)).append(' ');
      text.append(Files.getLastModifiedTime(file).toMillis()).append('\n');
    }
  }
}
