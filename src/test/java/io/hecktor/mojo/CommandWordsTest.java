package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cosign sign-blob {archive}    | cosign,sign-blob,{archive}
          gpg  --sign 'a b'             | gpg,--sign,a b
          a "b 'c' d"                   | a,b 'c' d
          a --key="my key"x             | a,--key=my keyx
          a '' b                        | a,,b
          a $HOME;rm *                  | a,$HOME;rm,*
          C:\\tools\\sign.exe {archive} | C:\\tools\\sign.exe,{archive}
          """)
  void splitsAtSpacesAndKeepsQuotedWordsWhole(String command, String words) throws Exception {
    assertThat(String.join(",", CommandWords.split(command))).isEqualTo(words);
  }

  @Test
  void nothingIsNoCommand() throws Exception {
    assertThat(CommandWords.split("  ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 'b", "a \"b", "'"})
  void aQuoteThatDoesNotEndIsRefused(String command) {
    assertThatThrownBy(() -> CommandWords.split(command))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("a quote that does not end");
  }
}
