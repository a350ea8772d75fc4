package io.hecktor.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  /** What Jackson itself makes of documents. */
  private static final JsonMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":[true,false,null,{}, [] ,\"\"]}",
        "[0,-0,1.50,-0.0,1e400,1E-7,9007199254740993,123456789012345678901234567890,3.00000000]",
        "{\"text\":\"\\u0000\\u001f \\u007f\\u2028 ä € \\ud83d\\ude00 \\\" \\\\ \\/ <&>\"}",
        "\"alone\"",
        " [ 1 , 2 ] ",
        "{\"nested\":[[[[{\"deep\":[{}]}]]]]}"
      })
  void readsAndWritesAsJacksonDoes(String text) throws IOException {
    var node = Json.node(utf8(text), "it");
    var expected = JACKSON.readTree(text);

    assertThat(node).isEqualTo(expected);
    assertThat(Json.compact(node)).isEqualTo(JACKSON.writeValueAsBytes(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{}x",
        "[1,",
        "{\"a\"",
        "{\"a\":}",
        "NaN",
        "[1,]",
        "}"
      })
  void refusesWhatIsNoDocument(String text) {
    assertThatThrownBy(() -> Json.node(utf8(text), "it"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("it is not valid JSON: ");
  }

  @Test
  void saysThatNothingIsThere() {
    assertThatThrownBy(() -> Json.node(utf8("  "), "it")).hasMessage("it is empty");
  }

  @Test
  void writesForPeopleTheSameOnEverySystem() throws IOException {
    var node = Json.node(utf8("{\"a\":[1,{\"b\":\"c\"}],\"d\":{},\"e\":[]}"), "it");

    assertThat(Json.pretty(node))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            """
            {
              "a" : [
                1,
                {
                  "b" : "c"
                }
              ],
              "d" : { },
              "e" : [ ]
            }
            """);
  }

  @Test
  void writesPlainJavaAsADocument() throws IOException {
    Map<String, Object> document =
        new java.util.LinkedHashMap<>(Map.of("list", List.of("a", 1, 2L, true, Map.of())));
    document.put("x", Map.of("y", "z"));

    assertThat(Json.compact(document))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"list\":[\"a\",1,2,true,{}],\"x\":{\"y\":\"z\"}}");
    assertThatThrownBy(() -> Json.compact(Map.of("a", new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
