package io.hecktor.lock;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a line of the lock tells, and of which form it is. */
public enum FactKind {
  REFERENCE("reference", Form.TEXT, "reference"),
  RESOLVED("resolved", Form.TEXT, "digest"),
  CONFIG("config", Form.TEXT, "config"),
  BASE_LAYER("base-layer", Form.LIST, "layers"),
  LIBRARY("file", Form.NAMED, "file"),
  SOURCE("source", Form.TEXT, "source"),
  VENDOR("vendor", Form.TEXT, "JDK's vendor"),
  VERSION("version", Form.TEXT, "JDK's version"),
  TREE("tree", Form.TEXT, "files"),
  MODULE("module", Form.NAME, "module"),
  JAR("jar", Form.NAMED, "jar"),
  DEPENDENCY("dependency", Form.NAMED_TWICE, "dependency"),
  CLASS_PATH("class-path", Form.TEXT, "order of the class path"),
  PROFILE("profile", Form.TEXT, "profile"),
  USER("user", Form.TEXT, "user"),
  TIME("time", Form.TEXT, "project.build.outputTimestamp"),
  LABEL("label", Form.TEXT, "label"),
  COMPRESSION("compression", Form.TEXT, "compression"),
  JVM_FLAG("jvm-flag", Form.LIST, "jvmFlags"),
  CUDA("cuda", Form.TEXT, "CUDA's jar"),
  CUDA_EXCLUDE("cuda-exclude", Form.NAME, "cudaExcludes"),
  STRIP_NATIVES("strip-natives", Form.TEXT, "stripNatives"),
  MAIN_CLASS("main-class", Form.TEXT, "main class"),
  RESOURCE("resource", Form.NAMED_TWICE, "resource"),
  LAYER("layer", Form.NAMED, "layer"),
  IMAGE("image", Form.TEXT, "image"),
  ARCHIVE("archive", Form.NAMED, "archive"),
  PLUGIN("plugin", Form.TEXT, "plugin");

  private static final Set<FactKind> OWN =
      EnumSet.of(
          JAR,
          PROFILE,
          USER,
          TIME,
          LABEL,
          COMPRESSION,
          JVM_FLAG,
          CUDA_EXCLUDE,
          STRIP_NATIVES,
          MAIN_CLASS,
          RESOURCE);

  /** How a fact's words stand in its line, and how two records of it are compared. */
  enum Form {
    /** One value, the rest of the line. */
    TEXT(0),
    /** Some values, the rest of each line, in an order that counts. */
    LIST(0),
    /** Names without values, each the rest of its line. */
    NAME(0),
    /** A value of one word, then a name, the rest of the line. */
    NAMED(1),
    /** A value of two words, then a name. */
    NAMED_TWICE(2);

    private final int words;

    Form(int words) {
      this.words = words;
    }

    /** How many words of the line are the value. */
    int words() {
      return words;
    }
  }

  private final String word;
  private final Form form;
  private final String spoken;

  FactKind(String word, Form form, String spoken) {
    this.word = word;
    this.form = form;
    this.spoken = spoken;
  }

  /** The word that begins the line. */
  public String word() {
    return word;
  }

  Form form() {
    return form;
  }

  /** What it is called in a message. */
  String spoken() {
    return spoken;
  }

  /** Whether it follows from the others, so that its moving explains nothing. */
  public boolean isOutcome() {
    return this == LAYER || this == IMAGE || this == ARCHIVE;
  }

  /**
   * Whether it is the project's own, which its people change every day and know about, and not
   * something that moves behind their backs.
   */
  public boolean isOwn() {
    return OWN.contains(this) || isOutcome();
  }

  static Optional<FactKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
