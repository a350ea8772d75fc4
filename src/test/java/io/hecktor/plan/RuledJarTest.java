package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuledJarTest {

  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  @TempDir Path folder;

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  @Test
  void jarsThatDifferByWhoPackedThemBecomeTheSame() throws IOException {
    manifest("Created-By: Maven JAR Plugin 3.4.2\r\nBuild-Jdk-Spec: 17\r\n");
    entries.put("org/", new byte[0]);
    entries.put("org/A.class", text("class ".repeat(2000)));
    Path one = jar("one.jar", 0700, Deflater.BEST_SPEED);
    manifest("Created-By: Maven JAR Plugin 3.4.2\r\nBuild-Tool-Jdk-Spec: 25\r\n");
    Path other = jar("other.jar", 0755, Deflater.BEST_COMPRESSION);
    assertThat(Files.size(one)).isNotEqualTo(Files.size(other));

    assertThat(ruled(one)).isEqualTo(ruled(other));
  }

  @Test
  void holdsWhatTheJarHeldAndStaysReadable() throws IOException {
    manifest("Main-Class: org.A\r\nBuild-Jdk-Spec: 17\r\nMulti-Release: true\r\n");
    entries.put("org/", new byte[0]);
    entries.put("org/A.class", text("class ".repeat(2000)));
    entries.put("empty.txt", new byte[0]);
    entries.put("größe.txt", text("ü"));
    Path jar = jar("a.jar", 0700, Deflater.DEFAULT_COMPRESSION);
    byte[] before = Files.readAllBytes(jar);

    Path ruled = Files.write(folder.resolve("ruled.jar"), ruled(jar));

    Map<String, byte[]> expected = new LinkedHashMap<>(entries);
    expected.put(
        MANIFEST,
        text("Manifest-Version: 1.0\r\nMain-Class: org.A\r\nMulti-Release: true\r\n\r\n"));
    assertThat(unpacked(ruled)).containsExactlyEntriesOf(expected);
    assertThat(jar).hasBinaryContent(before);
    try (JarFile opened = new JarFile(ruled.toFile())) {
      assertThat(opened.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("org.A");
      assertThat(opened.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
    }
    try (var unix =
        org.apache.commons.compress.archivers.zip.ZipFile.builder().setPath(ruled).get()) {
      assertThat(unix.getEntry("org/").getUnixMode()).isEqualTo(040755);
      assertThat(unix.getEntry("org/A.class").getUnixMode()).isEqualTo(0100644);
    }
  }

  @Test
  void readsTheSameHoweverTheReadsAreCut() throws IOException {
    entries.put("a.txt", text("abc ".repeat(5000)));
    entries.put("b.txt", text("x"));
    Content content = RuledJar.of(jar("a.jar", 0700, 9), Set.of()).orElseThrow();
    byte[] whole = read(content);

    for (int piece : List.of(1, 7, 8192, 100_000)) {
      List<Byte> read = new ArrayList<>();
      try (InputStream in = content.open()) {
        byte[] buffer = new byte[piece];
        for (int n; (n = in.read(buffer)) >= 0; ) {
          for (int i = 0; i < n; i++) {
            read.add(buffer[i]);
          }
        }
      }
      assertThat(com.google.common.primitives.Bytes.toArray(read)).isEqualTo(whole);
    }
    assertThat(content.sizeBytes()).isEqualTo(whole.length);
  }

  @Test
  void aJarThatWasWrittenAsAStreamLosesTheSizesBehindItsEntries() throws IOException {
    entries.put("a.txt", text("abc ".repeat(500)));
    entries.put("b.txt", text("b"));
    Path jar = folder.resolve("stream.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }

    Path ruled = Files.write(folder.resolve("ruled.jar"), ruled(jar));

    assertThat(unpacked(ruled)).containsExactlyEntriesOf(entries);
    try (java.util.zip.ZipInputStream in =
        new java.util.zip.ZipInputStream(Files.newInputStream(ruled))) {
      assertThat(in.getNextEntry().getSize()).isEqualTo(2000);
    }
  }

  @Test
  void entriesThatAreLeftOutAreGoneAndSaidToBe() throws IOException {
    entries.put("a.txt", text("a"));
    entries.put("b.dll", text("b"));
    entries.put("c.txt", text("c"));
    Path jar = jar("a.jar", 0755, 9);

    Content content = RuledJar.of(jar, Set.of("b.dll")).orElseThrow();

    assertThat(unpacked(Files.write(folder.resolve("ruled.jar"), read(content))))
        .containsOnlyKeys("a.txt", "c.txt");
    assertThat(((Content.OfParts) content).whole()).isFalse();
    assertThat(((Content.OfParts) RuledJar.of(jar, Set.of()).orElseThrow()).whole()).isTrue();
  }

  @Test
  void aSignedJarAndWhatIsNoJarAreLeftAlone() throws IOException {
    entries.put("META-INF/KEY.SF", new byte[10]);
    assertThat(RuledJar.of(jar("signed.jar", 0755, 9), Set.of())).isEmpty();
    assertThat(RuledJar.of(Files.writeString(folder.resolve("b.jar"), "text"), Set.of())).isEmpty();
    assertThat(RuledJar.of(Files.createFile(folder.resolve("c.jar")), Set.of())).isEmpty();
  }

  @Test
  void aDamagedJarIsNoticedWhenItIsRead() throws IOException {
    entries.put("a.txt", text("abc ".repeat(5000)));
    Path jar = jar("a.jar", 0755, 9);
    byte[] bytes = Files.readAllBytes(jar);
    int content = 30 + bytes[26] + bytes[28];
    java.util.Arrays.fill(bytes, content + 8, content + 16, (byte) 0xff);
    Files.write(jar, bytes);
    Content damaged = RuledJar.of(jar, Set.of()).orElseThrow();

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> read(damaged))
        .isInstanceOf(IOException.class);
  }

  @Test
  void onlyTheMainSectionLosesLinesAndFoldedOnesWhole() {
    String section = "Name: a\r\nBuild-Jdk: 1\r\n";
    assertThat(
            ruledManifest(
                "Manifest-Version: 1.0\nbuild-jdk: 17.0.15\n +6-Debian\nBuilt-By: me\nX: 1\n 2\n\n"
                    + section))
        .isEqualTo("Manifest-Version: 1.0\nBuilt-By: me\nX: 1\n 2\n\n" + section);
    assertThat(ruledManifest("")).isEmpty();
    assertThat(ruledManifest("Build-Jdk-Spec: 17")).isEmpty();
  }

  private static String ruledManifest(String text) {
    return new String(RuledManifest.of(text(text)), StandardCharsets.UTF_8);
  }

  private void manifest(String lines) {
    entries.put(MANIFEST, text("Manifest-Version: 1.0\r\n" + lines + "\r\n"));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ruled(Path jar) throws IOException {
    return read(RuledJar.of(jar, Set.of()).orElseThrow());
  }

  private static byte[] read(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  private static Map<String, byte[]> unpacked(Path jar) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        all.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return all;
  }

  /** As Maven's archiver does it: with permissions, sizes first. */
  private Path jar(String name, int permissions, int level) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(jar)) {
      zip.setLevel(level);
      for (Map.Entry<String, byte[]> one : entries.entrySet()) {
        boolean isFolder = one.getKey().endsWith("/");
        ZipArchiveEntry entry = new ZipArchiveEntry(one.getKey());
        entry.setTime(0);
        entry.setUnixMode((isFolder ? 040000 : 0100000) | permissions);
        entry.setSize(one.getValue().length);
        zip.putArchiveEntry(entry);
        zip.write(one.getValue());
        zip.closeArchiveEntry();
      }
    }
    return jar;
  }
}
