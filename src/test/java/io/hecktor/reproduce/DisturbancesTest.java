package io.hecktor.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of layers as builds with bad habits leave them, and what is said of each. */
class DisturbancesTest {

  private static final Circumstances FIRST =
      new Circumstances("/home/ann/seg", "/home/ann", "ann", "lab-1", 2, "17.0.15");
  private static final Circumstances SECOND =
      new Circumstances("/tmp/copy", "/root", "root", "lab-2", 1, "25.0.1");
  private static final String APP = "opt/app/seg.jar";

  /** A jar under construction. */
  private static final class Jar {
    private final Map<String, byte[]> contents = new TreeMap<>();
    private List<String> order = List.of();
    private String time = "2025-07-01T00:00:00Z";
    private int mode = 0100644;
    private int level = Deflater.DEFAULT_COMPRESSION;

    Jar with(String name, String text) {
      return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Jar with(String name, byte[] bytes) {
      contents.put(name, bytes);
      return this;
    }

    Jar at(String newTime) {
      time = newTime;
      return this;
    }

    Jar mode(int newMode) {
      mode = newMode;
      return this;
    }

    Jar level(int newLevel) {
      level = newLevel;
      return this;
    }

    Jar reversed() {
      order = new ArrayList<>(contents.keySet());
      Collections.reverse(order);
      return this;
    }

    byte[] bytes() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
        zip.setLevel(level);
        for (String name : order.isEmpty() ? contents.keySet() : order) {
          ZipArchiveEntry entry = new ZipArchiveEntry(name);
          entry.setTime(FileTime.from(Instant.parse(time)));
          entry.setUnixMode(mode);
          zip.putArchiveEntry(entry);
          zip.write(contents.get(name));
          zip.closeArchiveEntry();
        }
      }
      return bytes.toByteArray();
    }
  }

  private static Jar jar() {
    return new Jar()
        .with("Main.class", classFile(61, "main"))
        .with("weights.csv", "1,2\n".repeat(99));
  }

  private static byte[] classFile(int version, String body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0});
    bytes.write(version);
    bytes.writeBytes(body.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static byte[] gzip(int time) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(65);
    }
    byte[] gz = bytes.toByteArray();
    gz[4] = (byte) time;
    return gz;
  }

  private static Map<String, byte[]> files(String name, byte[] content) {
    return Map.of(name, content);
  }

  private static byte[] tar(Map<String, byte[]> files, int mode, String user) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(1_000);
        entry.setMode(mode);
        entry.setUserName(user);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static List<Difference> compare(byte[] one, byte[] other) throws IOException {
    return new TarComparison(FIRST, SECOND)
        .compare("app", () -> new ByteArrayInputStream(one), () -> new ByteArrayInputStream(other));
  }

  private static Arguments jars(Habit habit, String where, String what, Jar one, Jar other)
      throws IOException {
    return Arguments.of(
        habit, "app > " + APP + where, what, files(APP, one.bytes()), files(APP, other.bytes()));
  }

  private static Arguments texts(Habit habit, String what, String one, String other)
      throws IOException {
    return jars(
        habit,
        " > META-INF/build.txt",
        what,
        jar().with("META-INF/build.txt", "same\n" + one + "\nsame\n"),
        jar().with("META-INF/build.txt", "same\n" + other + "\nsame\n"));
  }

  static Stream<Arguments> habits() throws IOException {
    String line = "line 2: ";
    return Stream.of(
        jars(
            Habit.JAR_TIMES,
            " > Main.class",
            "time 2025-07-01T00:00:00Z, 2025-07-02T10:20:30Z",
            jar(),
            jar().at("2025-07-02T10:20:30Z")),
        jars(Habit.UMASK, " > Main.class", "mode 0644, 0600", jar(), jar().mode(0100600)),
        jars(Habit.ORDER, "", "the order of its entries", jar(), jar().reversed()),
        jars(
            Habit.OTHER_COMPRESSION,
            " > weights.csv",
            "deflated \\d+ bytes, stored 396 bytes|deflated \\d+ bytes, deflated \\d+ bytes",
            jar(),
            jar().level(0)),
        jars(
            Habit.OTHER_JDK,
            " > Main.class",
            "class file version 61, 69",
            jar(),
            jar().with("Main.class", classFile(69, "main"))),
        jars(
            Habit.OTHER_JDK,
            " > Main.class",
            "byte 8 of 12 and 12: 6d61696e, 64656d6f",
            jar(),
            jar().with("Main.class", classFile(61, "demo"))),
        jars(
            Habit.FILE_SET,
            " > Stale.class",
            "only in the first",
            jar().with("Stale.class", classFile(61, "old")),
            jar()),
        jars(
            Habit.ABSOLUTE_PATH,
            " > index.bin",
            "byte 3 of .*",
            jar().with("index.bin", "\0\1/home/ann/seg/x\0"),
            jar().with("index.bin", "\0\1/tmp/copy/x\0")),
        texts(Habit.OTHER_JDK, line + ".*", "Build-Jdk-Spec: 17", "Build-Jdk-Spec: 25"),
        texts(Habit.OTHER_JDK, line + ".*", "Build-Tool-Jdk-Spec: 17", "Build-Tool-Jdk-Spec: 25"),
        texts(Habit.OTHER_JDK, line + ".*", "compiled with 17.0.15", "compiled with 25.0.1"),
        texts(Habit.USER_OR_HOST, line + ".*", "Built-By: ann", "Built-By: root"),
        texts(Habit.USER_OR_HOST, line + ".*", "made on lab-1", "made on lab-2"),
        texts(Habit.ABSOLUTE_PATH, line + ".*", "src=/home/ann/seg/src", "src=/tmp/copy/src"),
        texts(
            Habit.GENERATED_DATE,
            line + ".*",
            "built 2025-07-01 10:20:30",
            "built 2025-07-02 11:00:01"),
        texts(Habit.GENERATED_DATE, line + ".*", "t=1751364000123", "t=1751364777000"),
        texts(
            Habit.PROPERTIES_DATE,
            line + ".*",
            "#Tue Jul 01 10:20:30 CEST 2025",
            "#Wed Jul 02 08:00:00 UTC 2025"),
        texts(
            Habit.TIME_ZONE,
            line + ".*",
            "at=2025-07-01T10:00:00+02:00",
            "at=2025-07-01T13:45:00+05:45"),
        texts(Habit.TIME_ZONE, line + ".*", "zone=Europe/Berlin", "zone=Asia/Kathmandu"),
        texts(Habit.LOCALE, line + ".*", "mean 1,234.5", "mean 1.234,5"),
        texts(Habit.LOCALE, line + ".*", "count 12", "count ١٢"),
        texts(Habit.LOCALE, line + ".*", "month July", "month Juli"),
        texts(Habit.ORDER, line + ".*", "{a=1, b=2}", "{b=2, a=1}"),
        texts(Habit.ORDER, line + ".*", "a=1\nb=2", "b=2\na=1"),
        texts(
            Habit.RANDOM,
            line + ".*",
            "id=123e4567-e89b-42d3-a456-426614174000",
            "id=9b2fd0a6-0a6e-4f0b-8a4e-3b1a0f2d7c11"),
        texts(Habit.RANDOM, line + ".*", "seed -7236349823642", "seed 8832738472634"),
        texts(Habit.RANDOM, line + ".*", "x.Model@1b6d3586", "x.Model@4554617c"),
        texts(Habit.CORES, line + ".*", "threads 2", "threads 1"),
        texts(
            Habit.SNAPSHOT, line + ".*", "dep 1.0-20250701.101112-1", "dep 1.0-20250702.131415-2"),
        texts(Habit.UNKNOWN, line + ".*", "alpha 7", "beta; 8 9"),
        jars(
            Habit.LINE_ENDINGS,
            " > a.txt",
            "\\\\n in the first, \\\\r\\\\n in the second",
            jar().with("a.txt", "a\nb\n"),
            jar().with("a.txt", "a\r\nb\r\n")),
        jars(
            Habit.ENCODING,
            " > a.txt",
            "the same text in two encodings",
            jar().with("a.txt", "größe"),
            jar().with("a.txt", "größe".getBytes(Charset.forName("ISO-8859-1")))),
        Arguments.of(
            Habit.GZIP_TIME,
            "app > opt/app/resources/table.gz",
            "the time in the gzip header",
            files("opt/app/resources/table.gz", gzip(1)),
            files("opt/app/resources/table.gz", gzip(2))),
        Arguments.of(
            Habit.SNAPSHOT,
            "app",
            "entry opt/app/lib/io-1.0-20250701.101112-1.jar, opt/app/lib/io-1.0-20250702.131415-2.jar",
            files("opt/app/lib/io-1.0-20250701.101112-1.jar", jar().bytes()),
            files("opt/app/lib/io-1.0-20250702.131415-2.jar", jar().bytes())),
        Arguments.of(
            Habit.FILE_SET,
            "app > opt/app/resources/cache.bin",
            "only in the second",
            files("opt/app/resources/model.bin", new byte[1]),
            Map.of(
                "opt/app/resources/model.bin",
                new byte[1],
                "opt/app/resources/cache.bin",
                new byte[2])),
        jars(
            Habit.JAR_TIMES,
            " > BOOT-INF/lib/inner.jar > Main.class",
            "time .*",
            jar().with("BOOT-INF/lib/inner.jar", jar().bytes()),
            jar().with("BOOT-INF/lib/inner.jar", jar().at("2001-01-01T00:00:00Z").bytes())));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("habits")
  void namesTheHabitAndItsPlace(
      Habit habit, String where, String what, Map<String, byte[]> one, Map<String, byte[]> other)
      throws IOException {
    List<Difference> found = compare(tar(one, 0644, ""), tar(other, 0644, ""));

    assertThat(found)
        .as("%s", found)
        .anySatisfy(
            difference -> {
              assertThat(difference.habit()).isEqualTo(habit);
              assertThat(difference.where()).isEqualTo(where);
              assertThat(difference.what()).matches(what);
            });
    assertThat(found).extracting(Difference::habit).containsOnly(habit);
    assertThat(habit.fix()).endsWith(".").isNotBlank();
  }

  @Test
  void namesTheFieldOfATarHeader() throws IOException {
    Map<String, byte[]> file = files("a", new byte[3]);

    assertThat(compare(tar(file, 0644, ""), tar(file, 0600, "ann")))
        .containsExactlyInAnyOrder(
            new Difference(List.of("app", "a"), "mode 0644, 0600", Habit.UMASK),
            new Difference(List.of("app", "a"), "names :, ann:", Habit.USER_OR_HOST));
  }

  @Test
  void findsNothingWhereNothingDiffers() throws IOException {
    byte[] tar = tar(files(APP, jar().bytes()), 0644, "");

    assertThat(compare(tar, tar)).isEmpty();
  }

  @Test
  void tellsWhereADamagedJarDiffers() throws IOException {
    byte[] jar = jar().bytes();
    byte[] cut = java.util.Arrays.copyOf(jar, jar.length - 30);

    assertThat(compare(tar(files(APP, jar), 0644, ""), tar(files(APP, cut), 0644, "")))
        .singleElement()
        .satisfies(difference -> assertThat(difference.what()).startsWith("byte " + cut.length));
  }
}
