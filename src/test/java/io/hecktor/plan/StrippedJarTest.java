package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.TestElf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StrippedJarTest {

  private static final byte[] WINDOWS = {'M', 'Z', 1, 2, 3, 4};
  private static final byte[] MACOS = {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe, 7};
  private static final byte[] LINUX = TestElf.library("liba.so", "libc.so.6");

  @TempDir Path folder;

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private static byte[] arm() {
    byte[] other = LINUX.clone();
    other[18] = (byte) 183;
    return other;
  }

  private Path jar(String comment) throws IOException {
    Path file = folder.resolve("a.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setComment(comment);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  private static byte[] read(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  private Map<String, byte[]> unpacked(byte[] jar) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(Files.write(folder.resolve("out.jar"), jar).toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        all.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return all;
  }

  @Test
  void keepsAllThatLinuxHasUseForAndNothingElse() throws IOException {
    entries.put("win-x64/a.dll", WINDOWS);
    entries.put("A.class", new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe});
    entries.put("linux-x64/liba.so", LINUX);
    entries.put("linux-arm/liba.so.1", arm());
    entries.put("osx/liba.dylib", MACOS);
    entries.put("osx/liba.dylib.dSYM/Contents/DWARF/liba.dylib", MACOS);
    entries.put("notes.dll", "a text".getBytes("UTF-8"));
    entries.put("last/z.txt", new byte[70_000]);
    Path jar = jar("a comment");
    byte[] before = Files.readAllBytes(jar);

    Content stripped = StrippedJar.of(jar).orElseThrow();
    byte[] bytes = read(stripped);

    assertThat(bytes).hasSize((int) stripped.sizeBytes());
    assertThat(unpacked(bytes))
        .containsOnlyKeys("A.class", "linux-x64/liba.so", "notes.dll", "last/z.txt")
        .containsEntry("linux-x64/liba.so", LINUX)
        .containsEntry("last/z.txt", new byte[70_000]);
    try (ZipFile zip = new ZipFile(folder.resolve("out.jar").toFile())) {
      assertThat(zip.getComment()).isEqualTo("a comment");
    }
    assertThat(jar).hasBinaryContent(before);
    assertThat(read(StrippedJar.of(jar).orElseThrow())).isEqualTo(bytes);
  }

  @Test
  void readsTheSameHoweverTheReadsAreCut() throws IOException {
    entries.put("a.txt", new byte[300]);
    entries.put("a.dll", WINDOWS);
    entries.put("b.txt", new byte[300]);
    Content stripped = StrippedJar.of(jar("")).orElseThrow();
    byte[] whole = read(stripped);

    for (int piece : List.of(1, 2, 3, 7, 100)) {
      List<Byte> pieces = new ArrayList<>();
      try (InputStream in = stripped.open()) {
        byte[] buffer = new byte[piece];
        for (int read; (read = in.read(buffer)) >= 0; ) {
          for (int i = 0; i < read; i++) {
            pieces.add(buffer[i]);
          }
        }
      }
      assertThat(pieces).hasSize(whole.length);
      assertThat(com.google.common.primitives.Bytes.toArray(pieces)).isEqualTo(whole);
    }
  }

  @Test
  void leavesAJarAloneThatHasNothingForOthers() throws IOException {
    entries.put("linux-x64/liba.so", LINUX);
    assertThat(StrippedJar.of(jar(""))).isEqualTo(Optional.empty());
  }

  @Test
  void leavesASignedJarAlone() throws IOException {
    entries.put("META-INF/KEY.SF", new byte[10]);
    entries.put("a.dll", WINDOWS);
    assertThat(StrippedJar.of(jar(""))).isEqualTo(Optional.empty());
  }

  @Test
  void leavesAFileAloneThatIsNoJar() throws IOException {
    assertThat(StrippedJar.of(Files.write(folder.resolve("b.jar"), WINDOWS))).isEmpty();
  }

  @Test
  void noticesAnEntryThatIsDamaged() throws IOException {
    entries.put("liba.so", LINUX);
    Path jar = jar("");
    Content.OfJarEntry whole = entry(jar, 0);
    assertThat(read(whole)).isEqualTo(LINUX);

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> read(entry(jar, 1)))
        .isInstanceOf(IOException.class)
        .hasMessage("liba.so in a.jar is damaged: its CRC differs");
  }

  private static Content.OfJarEntry entry(Path jar, long wrong) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry("liba.so");
      return new Content.OfJarEntry(jar, entry.getName(), entry.getSize(), entry.getCrc() + wrong);
    }
  }
}
