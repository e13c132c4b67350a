package org.extendrouter.folders.dropped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionFileTest {

  @Test
  void aDecisionIsRead() throws IOException {
    assertThat(DecisionFile.read(bytes("{\"run\": \"clr_1\", \"decision\": \"confirm\"}\n")))
        .isEqualTo(new DecisionFile("clr_1", null, "confirm", null, null, null));
  }

  /** As a person with a script reads it, who does not know that the router is in Java. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                | the file is empty",
        "' '                               | the file is empty",
        "null                              | the file holds no object in braces",
        "[{\"run\": \"clr_1\"}]            | the file holds no object in braces",
        "\"clr_1\"                         | the file holds no object in braces",
        "{\"reviewr\": \"Ada\"}            | there is no field \"reviewr\"; the fields are run, ticket, decision, type, reviewer, remark",
        "{\"type\": [\"invoice\"]}         | \"type\" is not a text",
        "{\"type\": {\"name\": \"a\"}}     | \"type\" is not a text",
        "{\"run\": \"a\", \"run\": \"b\"}  | \"run\" stands twice",
        "{\"run\": \"a\"} {}               | something stands behind the closing brace",
        "{\"run\": \"a\"} x                | it is not JSON, from line 1 column 14 on",
        "{\"run\": \"clr_1\"               | it ends before its closing brace",
        "{\"run\": \"clr_                  | it ends before its closing brace",
        "{run: clr_1}                      | it is not JSON, from line 1 column 2 on"
      })
  void whatIsNoneIsToldInPlainWords(String json, String reason) {
    assertThatThrownBy(() -> DecisionFile.read(bytes(json)))
        .isInstanceOf(IOException.class)
        .hasMessage(reason);
  }

  @Test
  void anotherEncodingIsToldInPlainWords() {
    assertThatThrownBy(
            () ->
                DecisionFile.read(
                    "{\"reviewer\": \"Zo\u00eb\"}".getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessage("it is not a text in UTF-8");
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
