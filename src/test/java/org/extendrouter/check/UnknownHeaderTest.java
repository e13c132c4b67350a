package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownHeaderTest extends RouteFiles {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- filter: {header: ExtendTyp, steps: [{log: x}]}",
        "- filter: {expression: {header: 'ExtendTyp'}, steps: [{log: x}]}",
        "- setHeader: {name: X-T, header: \"ExtendTyp\"}",
        "- setHeader: {name: X-T, header: {expression: ExtendTyp}}",
        "- setHeader: {\"name\": X-T, \"header\": ExtendTyp}",
        "- setHeader:\n            name: X-T\n            header: ExtendTyp",
        "- setHeader:\n            name: X-T\n            header:\n              expression: ExtendTyp",
        "- setHeader:\n            name: X-T\n            expression:\n              header:\n                expression: \"ExtendTyp\""
      })
  void aMisspeltHeaderInTheLanguageOfHeadersIsWarnedOf(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x", step);

    int line = 7 + (int) step.substring(0, step.indexOf("ExtendTyp")).lines().count() - 1;
    assertThat(check().warnings())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line " + line,
                "the router sets no header ExtendTyp",
                "did you mean ExtendType?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- filter: {simple: \"${header.ExtendMetadata_cost-center} == '7'\", steps: [{log: x}]}",
        "- filter: {simple: \"${headers.extendmetadata_cost-center} == '7'\", steps: [{log: x}]}",
        "- filter: {simple: \"${header[ExtendMetadata_cost-center]} == '7'\", steps: [{log: x}]}",
        "- filter: {header: ExtendMetadata_cost-center, steps: [{log: x}]}",
        "- setHeader: {name: X-T, header: {expression: \"ExtendMetadata_cost-center\"}}"
      })
  void aKeyOfTheMetadataAsItIsInExtendIsWarnedOf(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x", step);

    assertThat(check().warnings())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 7",
                "the router sets no header ExtendMetadata_cost-center",
                "did you mean ExtendMetadata_cost_center?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- log: ${header.ExtendMetadata_cost_center}",
        "- log: ${header.ExtendMetadata_cost.toUpperCase()}",
        "- log: ${header.ExtendMetadata_cost}-center",
        "# ${header.ExtendMetadata_cost-center}\n        - log: x",
        "- log: our ExtendMetadata_cost-center",
        "- setHeader: {name: ExtendMetadata_cost-center, constant: 1}\n        - log: ${header.ExtendMetadata_cost-center}",
        "- log: ${header.ExtendMetadata_{{field}}}",
        "- log: ${header.ExtendMetadata_cost-{{field}}}",
        "- log: ${header[ExtendMetadata_${variable.k}]}",
        "- log: ${header[ExtendMetadata_cost-${variable.k}]}",
        "- filter: {header: 'ExtendMetadata_{{field}}', steps: [{log: x}]}",
        "- filter: {header: 'ExtendMetadata_cost-{{field}}', steps: [{log: x}]}",
        "- filter: {header: ExtendType, steps: [{log: x}]}",
        "- filter: {header: other, steps: [{log: x}]}",
        "- log: \"our header: ExtendTyp\"",
        "- log: x # header: ExtendTyp",
        "- removeHeader: {name: ExtendTyp}",
        "- setHeader: {name: ExtendMine, constant: 1}\n        - filter: {header: ExtendMine, steps: [{log: x}]}"
      })
  void othersAreNot(String step) throws IOException {
    settings(Map.of("field", "cost_center"));
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void oneThatAnotherFileSetsIsNot() throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- log: ${header.ExtendMetadata_cost-center}"));
    file(
        "other",
        route("b", "direct:b", "- setHeader: {name: ExtendMetadata_cost-center, constant: 1}"));

    assertThat(check().warnings())
        .noneMatch(fault -> fault.problem().contains("ExtendMetadata_cost-center"));
  }
}
