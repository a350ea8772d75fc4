package io.hecktor.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The properties that the mojos' sources declare. */
public final class MojoParameters {

  private static final Pattern PROPERTY = Pattern.compile("property = \"(hecktor\\.[A-Za-z]+)\"");

  private MojoParameters() {}

  /** Each once, sorted. */
  public static List<String> properties() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/hecktor/mojo"))) {
      return files
          .flatMap(file -> PROPERTY.matcher(read(file)).results())
          .map(result -> result.group(1))
          .distinct()
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
