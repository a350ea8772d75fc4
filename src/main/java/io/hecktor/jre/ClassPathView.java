package io.hecktor.jre;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Jars as the class path shows them, which is without module descriptors. jdeps takes a jar with a
 * descriptor for a module even on its class path: then it believes {@code requires} and not the
 * classes (of jackson-databind it finds no {@code java.sql}), and fails where a required module is
 * absent, which on a class path does not matter.
 */
final class ClassPathView {

  private static final String DESCRIPTOR = "module-info.class";

  private ClassPathView() {}

  /**
   * The jars, those with a descriptor replaced by a copy of their classes.
   *
   * @param folder where the copies go; must exist
   * @throws ProjectException if one is no jar
   */
  static List<Path> of(List<Path> jars, Path folder) throws IOException, ProjectException {
    List<Path> view = new ArrayList<>();
    for (Path jar : jars) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        boolean modular = zip.stream().anyMatch(entry -> isDescriptor(entry.getName()));
        view.add(modular ? copy(zip, folder.resolve(view.size() + ".jar")) : jar);
      } catch (ZipException | NoSuchFileException e) {
        throw noJar(jar, e);
      }
    }
    return view;
  }

  private static boolean isDescriptor(String name) {
    return name.equals(DESCRIPTOR) || name.endsWith("/" + DESCRIPTOR);
  }

  private static Path copy(ZipFile zip, Path target) throws IOException {
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      out.setLevel(0);
      for (ZipEntry entry : zip.stream().filter(ClassPathView::counts).toList()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream in = zip.getInputStream(entry)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
    return target;
  }

  /** The manifest says whether classes of several Java versions are inside. */
  private static boolean counts(ZipEntry entry) {
    String name = entry.getName();
    return name.equals(JarFile.MANIFEST_NAME) || (name.endsWith(".class") && !isDescriptor(name));
  }

  private static ProjectException noJar(Path jar, IOException cause) {
    return new ProjectException(
        new Problem(
            ErrorCode.JAR_UNREADABLE,
            "`" + jar.getFileName() + "` cannot be read as a jar.",
            "The classes of every runtime dependency are searched for the Java modules they need.",
            "Delete it from the local repository and build again with `mvn -U package`, or take the"
                + " dependency out of the runtime scope."),
        cause);
  }
}
