package org.example.petct.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.example.petct.InferenceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesTest {
  @TempDir Path folder;

  private final List<String> results = new ArrayList<>();

  @BeforeEach
  void threeCasesAndAFile() throws IOException {
    for (String name : List.of("b", "c", "a")) {
      Files.createDirectory(folder.resolve(name));
    }
    Files.createFile(folder.resolve("0-notes.txt"));
  }

  @Test
  void resultsComeInTheOrderOfTheFoldersNames() throws Exception {
    Cases.in(folder).each(one -> one.getFileName().toString(), results::add);

    assertThat(results).containsExactly("a", "b", "c");
  }

  @Test
  void aCaseThatFailsEndsItWithItsReason() throws Exception {
    Cases cases = Cases.in(folder);

    assertThatThrownBy(() -> cases.each(CasesTest::failAtB, results::add))
        .isInstanceOf(InferenceException.class)
        .hasMessage("A case could not be judged (b is torn). Look at it alone.");
    assertThat(results).containsExactly("a");
  }

  private static String failAtB(Path one) throws IOException {
    if (one.endsWith("b")) {
      throw new IOException("b is torn");
    }
    return one.getFileName().toString();
  }
}
