package org.extendrouter.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What was entered on the page of a ticket. What is missing is empty.
 *
 * @param token what the page gave the form along
 * @param document the name of the document that the page showed
 * @param decision the word for a verdict
 * @param type the type that was chosen, as {@link TypeField} has it
 * @param reviewer the name
 * @param remark the remark
 */
record PageForm(
    String token, String document, String decision, String type, String reviewer, String remark) {

  static final PageForm EMPTY = new PageForm("", "", "", "", "", "");

  /** Reads a form as browsers encode it; nothing if it is none. */
  static Optional<PageForm> read(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    MultiValueMap<String, String> fields =
        UriComponentsBuilder.newInstance().query(text).build().getQueryParams();
    try {
      return Optional.of(
          new PageForm(
              value(fields, "token"),
              value(fields, "document"),
              value(fields, "decision"),
              value(fields, "type"),
              value(fields, "reviewer"),
              value(fields, "remark")));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private static String value(MultiValueMap<String, String> fields, String name) {
    String value = fields.getFirst(name);
    return value == null ? "" : URLDecoder.decode(value, StandardCharsets.UTF_8).strip();
  }
}
