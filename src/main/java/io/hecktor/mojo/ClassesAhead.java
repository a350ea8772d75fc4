package io.hecktor.mojo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Loads the classes that a goal is about to need, on a processor of its own. A test run after a
 * change of the model takes a second, and a quarter of that it would wait for some 1,000 classes to
 * be found in jars and read, one after another. Building and saving have no list: they have work
 * for all processors. Nothing is initialised and nothing depends on it: a class that is not loaded
 * here is loaded by whoever needs it.
 *
 * <p>A list is a resource, written by {@code src/bench/class-list.sh} in the order of a run.
 */
final class ClassesAhead {

  private ClassesAhead() {}

  /** Begins to load what a goal that has a list needs, where there is a processor to spare. */
  static void of(String goal) {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      return;
    }
    String list = goal + ".classes";
    Thread thread = new Thread(() -> load(list), "hecktor classes");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load(String list) {
    names(list).forEach(name -> load(name, ClassesAhead.class.getClassLoader()));
  }

  /** The names in a list, in the order of their use; none where there is no such list. */
  static List<String> names(String list) {
    try (InputStream in = ClassesAhead.class.getResourceAsStream(list)) {
      if (in == null) {
        return List.of();
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
          .lines()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** A class, not initialised; none where this JDK or this Maven has no such class. */
  static Optional<Class<?>> load(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }
}
