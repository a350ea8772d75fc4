package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.hecktor.ProjectException;
import io.hecktor.layer.LayerFiles;
import io.hecktor.lock.LockRequest;
import io.hecktor.oci.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same project on Windows' file system, but for its jars, which only the disk's own file system
 * opens, and here.
 */
class WindowsPathsTest {

  @TempDir Path scratch;

  private FileSystem windows;
  private LockedProject here;
  private LockedProject there;

  @BeforeEach
  void makeBoth() throws IOException {
    windows = Jimfs.newFileSystem(Configuration.windows());
    here = new LockedProject(scratch);
    there = new LockedProject(windows.getPath("C:\\work\\my challenge"), here.folder);
    there.base = here.base;
    for (LockedProject project : List.of(here, there)) {
      project.write("Task1/resources/deep/er/ß.bin", "a name beyond ASCII");
    }
  }

  @AfterEach
  void close() throws IOException {
    there.close();
    here.close();
    windows.close();
  }

  @Test
  void givesTheSameArchivesLockAndDescriptions() throws Exception {
    here.save(LockRequest.Mode.KEEP);
    there.save(LockRequest.Mode.KEEP);

    Map<String, String> written = written(here.folder);
    assertThat(written)
        .containsKeys(
            "submission_task1.tar.gz", "submission_task1.tar.gz.cdx.json", "hecktor.lock");
    assertThat(written(there.folder)).isEqualTo(written);
  }

  @Test
  void noNameInALayerAndNoTextHasABackslash() throws Exception {
    List<BuiltImage> images = there.build(LockRequest.Mode.KEEP);

    for (Layer layer : images.get(0).image().layers()) {
      assertThat(names(layer)).isNotEmpty().noneMatch(name -> name.contains("\\"));
    }
    assertThat(names(last(images.get(0)))).contains("opt/app/resources/sub/b c.bin");
    assertThat(there.lock()).contains(" sub/b c.bin\n").doesNotContain("\\");
    assertThat(Files.readString(images.get(0).bom())).contains("sub/b c.bin").doesNotContain("\\");
    assertThat(Files.readString(there.folder.resolve("target/hecktor/task1/image.json")))
        .contains("/opt/app/resources/sub/b c.bin")
        .doesNotContain("\\");
    assertThat(there.progress.stages).noneMatch(stage -> stage.contains("\\"));
  }

  @Test
  void aProjectThatIsTakenToWindowsKeepsItsLock() throws Exception {
    here.save(LockRequest.Mode.KEEP);
    Files.writeString(there.lockFile(), here.lock());

    there.save(LockRequest.Mode.LOCKED);

    there.write("Task1/resources/sub/b c.bin", "other");
    assertThatThrownBy(() -> there.save(LockRequest.Mode.LOCKED))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("task1 resource `sub/b c.bin`");
  }

  private static Layer last(BuiltImage image) {
    List<Layer> layers = image.image().layers();
    return layers.get(layers.size() - 1);
  }

  private List<String> names(Layer layer) throws IOException {
    List<String> names = new ArrayList<>();
    try (InputStream in = there.store().open(layer.descriptor())) {
      LayerFiles.visit(
          in,
          new LayerFiles.Visitor() {
            @Override
            public void file(String path, long sizeBytes, InputStream content) {
              names.add(path);
            }

            @Override
            public void link(String path, String target) {
              names.add(path);
              names.add(target);
            }

            @Override
            public void whiteout(String path) {
              names.add(path);
            }
          });
    }
    return names;
  }

  /** What a save leaves, as text that can be compared, by its path with slashes. */
  private static Map<String, String> written(Path project) throws IOException {
    Map<String, String> written = new TreeMap<>();
    Path output = project.resolve("target/hecktor");
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = output.relativize(file).toString().replace('\\', '/');
        written.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    written.put("hecktor.lock", Files.readString(project.resolve("hecktor.lock")));
    return written;
  }
}
