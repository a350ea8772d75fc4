package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.Command;
import io.hecktor.testing.MavenProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saves of the same input on one machine, with everything varied that must not matter. */
class SaveIsReproducibleIT {

  @TempDir static Path folder;

  private static MavenProject first;

  @BeforeAll
  static void saveOnce() {
    first = MavenProject.copyOf("baseline", folder.resolve("first"));
    save(first.maven()).succeed();
  }

  private static Command save(Command maven) {
    return maven.with("hecktor:save", "-DskipTests", "-Dhecktor.base=host");
  }

  @Test
  void folderFileTimesOrderUmaskTimeZoneLocaleAndCacheDoNotShow() throws IOException {
    MavenProject second = MavenProject.copyOf("baseline", folder.resolve("a b/second one"));
    rewriteInReverseWithOtherTimes(second.folder());
    Command maven = save(second.maven("-Dhecktor.cache=" + folder.resolve("other-cache")));
    Command.of("sh", "-c", "umask 077; exec \"$@\"", "sh")
        .with(maven.words().toArray())
        .in(second.folder())
        .env("TZ", "Asia/Kathmandu")
        .env("LC_ALL", "C")
        .within(maven.limit())
        .succeed();

    assertThat(checksums(second)).isEqualTo(checksums(first));
  }

  private static void rewriteInReverseWithOtherTimes(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      List<Path> reversed =
          files.filter(Files::isRegularFile).sorted(Comparator.reverseOrder()).toList();
      int age = 0;
      for (Path file : reversed) {
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        Files.write(file, content);
        Files.setLastModifiedTime(
            file, FileTime.from(Instant.parse("2001-02-03T04:05:06.789Z").plusSeconds(age++)));
      }
    }
  }

  private static Map<String, String> checksums(MavenProject project) throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    for (int task = 1; task <= 3; task++) {
      String name = "submission_task" + task + ".tar.gz.sha256";
      checksums.put(name, Files.readString(project.output(name)));
    }
    return checksums;
  }
}
