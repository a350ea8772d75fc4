package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarModesTest {

  @TempDir Path folder;

  @Test
  void jarsThatDifferByTheirBuildersUmaskBecomeTheSame() throws IOException {
    Path loose = jar("loose.jar", 040777, 0100666);
    Path strict = jar("strict.jar", 040700, 0100600);
    assertThat(Files.mismatch(loose, strict)).isNotEqualTo(-1);

    assertThat(patched(loose)).isEqualTo(patched(strict));
  }

  @Test
  void onlyTheModesChangeAndTheJarStaysReadable() throws IOException {
    Path ruled = folder.resolve("ruled.jar");
    Files.write(ruled, patched(jar("strict.jar", 040700, 0100600)));

    try (ZipFile zip = ZipFile.builder().setPath(ruled).get()) {
      assertThat(zip.getEntry("org/").getUnixMode()).isEqualTo(040755);
      assertThat(zip.getEntry("org/A.class").getUnixMode()).isEqualTo(0100644);
      assertThat(zip.getInputStream(zip.getEntry("org/A.class")).readAllBytes())
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  void aJarWithoutModesAndWhatIsNoJarAreLeftAlone() throws IOException {
    Path plain = jar("plain.jar", 0, 0);
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar at all");

    assertThat(JarModes.patches(plain)).isEmpty();
    assertThat(JarModes.patches(text)).isEmpty();
    assertThat(JarModes.patches(Files.createFile(folder.resolve("empty.jar")))).isEmpty();
  }

  @Test
  void patchesAcrossTheCutsOfReads() throws IOException {
    List<Content.Patch> patches =
        List.of(new Content.Patch(1, 0x4241), new Content.Patch(4, 0x4443));
    for (int cut = 1; cut <= 7; cut++) {
      byte[] bytes = "0123456".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      StringBuilder read = new StringBuilder();
      try (InputStream in = new PatchedInputStream(new ByteArrayInputStream(bytes), patches)) {
        byte[] buffer = new byte[cut];
        for (int n; (n = in.read(buffer, 0, cut)) > 0; ) {
          read.append(new String(buffer, 0, n, java.nio.charset.StandardCharsets.US_ASCII));
        }
      }
      assertThat(read).as("reads of " + cut).hasToString("0AB3CD6");
    }
  }

  private static byte[] patched(Path jar) throws IOException {
    Content content = new Content.OfPatchedFile(jar, Files.size(jar), JarModes.patches(jar));
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  private Path jar(String name, int directoryMode, int fileMode) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      add(zip, "org/", directoryMode, new byte[0]);
      add(zip, "org/A.class", fileMode, new byte[] {1, 2, 3});
    }
    return jar;
  }

  private static void add(ZipArchiveOutputStream zip, String name, int mode, byte[] content)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setTime(0);
    if (mode != 0) {
      entry.setUnixMode(mode);
    }
    entry.setSize(content.length);
    zip.putArchiveEntry(entry);
    zip.write(content);
    zip.closeArchiveEntry();
  }
}
