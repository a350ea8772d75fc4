package io.hecktor.mojo;

import org.jspecify.annotations.Nullable;

/** An entry of {@code <tasks>}: a name, or a name and its main class. */
public final class TaskParameter {

  private @Nullable String name;
  private @Nullable String mainClass;

  /** For Maven. */
  public TaskParameter() {}

  /** For {@code -Dhecktor.tasks=task1,task3} and {@code <task>task1</task>}. */
  public void set(String text) {
    this.name = text;
  }

  /** For Maven. */
  public void setName(String text) {
    this.name = text;
  }

  /** For Maven. */
  public void setMainClass(String text) {
    this.mainClass = text;
  }

  @Nullable String name() {
    return name;
  }

  @Nullable String mainClass() {
    return mainClass;
  }
}
