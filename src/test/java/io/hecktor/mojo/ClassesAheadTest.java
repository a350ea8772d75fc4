package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassesAheadTest {

  private static final ClassLoader HERE = ClassesAheadTest.class.getClassLoader();

  /** Sets itself up visibly. */
  static final class Noticed {
    static {
      System.setProperty("hecktor.test.noticed", "initialised");
    }
  }

  @Test
  void theListNamesClassesOfOursThatAreStillThere() {
    List<String> names = ClassesAhead.names("test-run.classes");

    assertThat(names).hasSizeGreaterThan(300).doesNotHaveDuplicates();
    assertThat(names.stream().filter(name -> name.startsWith("io.hecktor.")))
        .as("written anew by src/bench/class-list.sh")
        .hasSizeGreaterThan(150)
        .allMatch(name -> ClassesAhead.load(name, HERE).isPresent());
  }

  @Test
  void aClassIsLoadedAndNotInitialised() {
    assertThat(ClassesAhead.load(Noticed.class.getName(), HERE)).contains(Noticed.class);

    assertThat(System.getProperty("hecktor.test.noticed")).isNull();
  }

  @Test
  void whatIsNotThereIsNobodysConcern() {
    assertThat(ClassesAhead.load("org.example.Gone", HERE)).isEmpty();
    assertThat(ClassesAhead.names("no-such-goal.classes")).isEmpty();
    ClassesAhead.of("no-such-goal");
  }
}
