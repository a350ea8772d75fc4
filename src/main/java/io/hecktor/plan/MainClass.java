package io.hecktor.plan;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The class that an image starts where the user names none. */
final class MainClass {

  private static final String SUFFIX = ".class";
  private static final int PUBLIC_STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  private MainClass() {}

  /**
   * The jar's {@code Main-Class}, else its only class with a {@code main}.
   *
   * @throws ProjectException if there is none, or more than one
   */
  static String find(Path jar, String task) throws HecktorException {
    try {
      Optional<String> declared = declared(jar);
      return declared.isPresent() ? declared.get() : only(jar, task);
    } catch (IOException e) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.JAR_UNREADABLE,
              "`" + jar + "` cannot be read.",
              "The image starts a class of this jar.",
              "Build it again with `mvn clean package`."),
          e);
    }
  }

  private static Optional<String> declared(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      return manifest == null
          ? Optional.empty()
          : Optional.ofNullable(manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
    }
  }

  private static String only(Path jar, String task) throws IOException, ProjectException {
    List<String> found = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (isClass(entry) && startsSomething(file, entry)) {
          String name = entry.getName();
          found.add(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'));
        }
      }
    }
    if (found.size() > 1) {
      Collections.sort(found);
      String classes = String.join(", ", found);
      throw unknown("has more than one class with a main method (" + classes + ")", task);
    }
    return found.stream()
        .findFirst()
        .orElseThrow(() -> unknown("has no class with a main method", task));
  }

  /** Below {@code META-INF} lie the same classes again, for newer versions of Java. */
  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(SUFFIX) && !entry.getName().startsWith("META-INF/");
  }

  private static boolean startsSomething(JarFile jar, JarEntry entry) throws IOException {
    MainMethod main = new MainMethod();
    try (InputStream in = jar.getInputStream(entry)) {
      new ClassReader(in.readAllBytes())
          .accept(main, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return main.found;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return false; // Its name is all that it has of a class, or no Java of today can run it.
    }
  }

  /** Looks for {@code public static void main(String[])}. */
  private static final class MainMethod extends ClassVisitor {

    private boolean found;

    private MainMethod() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      found |=
          name.equals("main")
              && descriptor.equals("([Ljava/lang/String;)V")
              && (access & PUBLIC_STATIC) == PUBLIC_STATIC;
      return null;
    }
  }

  private static ProjectException unknown(String how, String task) {
    return new ProjectException(
        new Problem(
            ErrorCode.MAIN_CLASS_UNKNOWN,
            "The project's jar " + how + ", so it is not known what " + task + "'s image starts.",
            "An image starts one class of the project's jar.",
            "Name it with <mainClass>org.example.Main</mainClass> in the plugin's <configuration>,"
                + " or with -Dhecktor.mainClass."));
  }
}
