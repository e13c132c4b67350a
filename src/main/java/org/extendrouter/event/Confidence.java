package org.extendrouter.event;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Reads a confidence that is not a number as NaN, so that the rest of the run is still readable and
 * triage can say what is wrong.
 */
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonDeserialize(using = Confidence.Deserializer.class)
@interface Confidence {

  /** Takes JSON numbers alone, not strings that look like numbers. */
  final class Deserializer extends StdDeserializer<Double> {

    private static final long serialVersionUID = 1L;

    Deserializer() {
      super(Double.class);
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken().isNumeric()) {
        return parser.getDoubleValue();
      }
      parser.skipChildren();
      return Double.NaN;
    }
  }
}
