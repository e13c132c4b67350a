package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of staff's own steps that go elsewhere, or take nothing along, for some events. */
class AddressesFromEventsTest extends RouteFiles {

  @BeforeEach
  void settings() {
    settings(Map.of("erp", "http://erp", "query", "?tenant=north", "method", "httpMethod=POST"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- toD: 'http://crm/${header.ExtendMetadata_customer}'",
        "- toD: 'http://crm/${header.extendmetadata_customer}'",
        "- toD: 'http://crm/${headers[ExtendMetadata_customer]}'",
        "- toD: 'file:out/${header.ExtendReviewRemark}'",
        "- toD: 'file:out/${header.ExtendReviewer}'",
        "- toD: 'file:out?fileName=${body}'",
        "- toD: 'file:out/${mandatoryBodyAs(String)}'",
        "- wireTap: {uri: 'http://crm/${header.ExtendMetadata_customer}'}",
        "- setHeader: {name: customer, simple: '${header.ExtendMetadata_customer}'}\n        - toD: 'http://crm/${header.customer}'",
        "- setHeaders: {headers: [{name: customer, simple: '${header.ExtendMetadata_customer}'}]}\n        - toD: 'http://crm/${header.customer}'",
        "- setVariable: {name: customer, simple: '${body}'}\n        - toD: 'http://crm/${variable.customer}'",
        "- setProperty: {name: customer, tokenize: {token: ','}}\n        - toD: 'http://crm/${exchangeProperty[customer]}'",
        "- setVariable: {name: a, simple: '${header.ExtendMetadata_customer}'}\n        - setHeader: {name: b, simple: 'x-${variable.a}'}\n        - toD: 'http://crm/${header.b}'",
        "- setHeader: {name: a, variable: event}\n        - toD: 'http://crm/${header.a}'",
        "- toD: 'http://crm/${variable.event.type}'",
        "- toD: 'http://crm/${originalBody}'",
        "- setHeader: {name: CamelHttpUri, simple: 'http://crm/${header.ExtendMetadata_customer}'}\n        - to: http://crm",
        "- setHeader: {name: a, simple: '${header.ExtendMetadata_customer}'}\n        - recipientList: {header: a}",
        "- recipientList: {simple: 'http://crm/${header.ExtendMetadata_customer}'}",
        "- enrich: {simple: 'http://crm/${header.ExtendMetadata_customer}'}"
      })
  void noneIsFilledInWithWhatAnyoneMayHaveWritten(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertAddressIsRefused();
  }

  private void assertAddressIsRefused() {
    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("invoice.camel.yaml line ");
              assertThat(fault.problem()).contains("address", "metadata", "settings");
              assertThat(fault.fix()).contains("fixed", "CamelHttpPath", "fileName");
            });
  }

  @Test
  void whatAnotherRouteHasSetIsFollowed() throws IOException {
    callingCrm("- toD: 'http://crm/${header.Customer}'");

    assertAddressIsRefused();
  }

  @Test
  void soItIsIfTheRouteChangesIt() throws IOException {
    callingCrm(
        "- setHeader: {name: customer, simple: '${header.customer.trim()}'}",
        "- toD: 'http://crm/${header.customer}'");

    assertAddressIsRefused();
  }

  @Test
  void whatARouteSetsThatNeverComesBeforeIsNotItsOwn() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- setHeader: {name: customer, simple: '${header.ExtendMetadata_customer}'}",
        "- to: direct:common");
    type(
        "lease",
        "jms:extend.accept.lease",
        "- to: direct:common",
        "- toD: 'http://crm/${header.customer}'");
    Files.writeString(
        routes.resolve("common.camel.yaml"), route("common", "direct:common", "- log: x"));

    assertThat(check().faults()).isEmpty();
  }

  @Test
  void whatARouteSetsItselfIsItsOwn() throws IOException {
    callingCrm(
        "- setHeader: {name: customer, simple: '${header.ExtendRunId}'}",
        "- toD: 'http://crm/${header.customer}'");

    assertThat(check().faults()).isEmpty();
  }

  private void callingCrm(String... steps) throws IOException {
    file(
        "invoice",
        route(
                "invoice",
                "jms:extend.accept.invoice",
                "- setHeader: {name: customer, simple: '${header.ExtendMetadata_customer}'}",
                "- to: direct:crm")
            + route("crm", "direct:crm", steps));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- toD: 'http://crm/${header.ExtendRunId}?httpMethod=POST'",
        "- toD: 'file:out/${header.ExtendBranch}'",
        "- setVariable: {name: id, simple: '${header.ExtendMetadata_customer}'}\n        - setHeader: {name: id, simple: '${header.ExtendRunId}'}\n        - toD: 'file:out/${header.id}'",
        "- setHeader: {name: a, simple: '${header.ExtendMetadata_customer}'}\n        - toD: 'file:out/${header.a-b}'",
        "- toD: {uri: 'http://crm/${header.ExtendMetadata_customer}', disabled: true}\n        - log: taken",
        "- to: {uri: 'file:out', parameters: {fileName: '${header.ExtendMetadata_customer}'}}",
        "- setHeader: {name: X-Customer, simple: '${header.ExtendMetadata_customer}'}\n        - toD: 'http://crm/${header.ExtendRunId}'",
        "- setHeader: {name: CamelHttpPath, simple: '${header.ExtendMetadata_customer}'}\n        - to: 'http://crm'",
        "- setHeader: {name: customer, constant: north}\n        - toD: 'http://crm/${header.customer}'"
      })
  void whatTheRouterOrTheRouteItselfWroteMayFillThemIn(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: 'http://erp/invoices?tenant=north'",
        "- to: {uri: 'https://erp/invoices', parameters: {api-version: 2, responseTimeout: 2000}}",
        "- toD: 'http://erp/invoices?run=${header.ExtendRunId}'",
        "- to: '{{erp}}/invoices?tenant=north'",
        "- to: '{{erp}}/invoices{{query}}'",
        "- wireTap: {uri: 'http://erp/invoices?tenant=north'}",
        "- recipientList: {constant: 'http://erp/invoices?tenant=north'}",
        "- setHeader: {name: CamelHttpQuery, constant: tenant=north}\n        - to: 'http://erp/invoices'"
      })
  void aGetTakesNoEventAlong(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("invoice.camel.yaml line ");
              assertThat(fault.problem())
                  .isEqualTo(
                      "sends a GET, and nothing of the event, since the address has a query and no method");
              assertThat(fault.fix()).startsWith("add httpMethod=POST");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: 'http://erp/invoices?tenant=north&httpMethod=POST'",
        "- to: 'http://erp/invoices?tenant=north&httpMethod=GET'",
        "- to: 'http://erp/invoices?responseTimeout=2000&httpClient.redirectsEnabled=false'",
        "- to: 'http://erp/invoices'",
        "- to: 'http://erp/invoices{{?extend.none}}'",
        "- toD: 'http://erp/invoices/${variable.customer?.id}/x'",
        "- to: 'http://erp/invoices?tenant=north&{{method}}'",
        "- to: {uri: 'http://erp/invoices?tenant=north', disabled: true}\n        - log: taken",
        "- enrich: {constant: 'http://erp/customers?tenant=north'}",
        "- setHeaders: {headers: [{name: CamelHttpMethod, constant: PUT}]}\n        - to: 'http://erp/invoices?tenant=north'",
        "- setHeader: {name: CamelHttpMethod, constant: PUT}\n        - to: 'http://erp/invoices?tenant=north'"
      })
  void aRequestWithAMethodTakesItAlong(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults()).isEmpty();
  }

  @Test
  void aStaticWireTapHeedsItsTimeLimit() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- wireTap: {uri: 'http://audit/x?responseTimeout=2000&httpMethod=POST'}");

    assertThat(check().faults()).isEmpty();
  }

  @Test
  void eachIsToldOnItsOwnLine() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: http://erp/a?tenant=x",
        "- to: http://erp/b?tenant=x",
        "- toD: http://erp/${header.ExtendMetadata_dest}",
        "- to: http://erp/c?httpMethod=POST",
        "- log: ${body}");

    assertThat(check().faults())
        .extracting(fault -> fault.place().replaceFirst(".* ", ""))
        .containsExactlyInAnyOrder("6", "7", "8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- toD: 'http://erp/${header.ExtendRunId}?responseTimeout=2000&httpMethod=POST'",
        "- toD: {uri: 'http://erp/${header.ExtendRunId}', parameters: {connectTimeout: 2000}}",
        "- toD: '{{erp}}/${header.ExtendRunId}?responseTimeout=2000&httpMethod=POST'",
        "- toD: 'http://erp/x?responseTimeout=2000&httpMethod=POST'"
      })
  void aTimeLimitOfADynamicStepIsNoParameterOfTheServer(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults())
        .extracting(Fault::fix)
        .containsExactly("add allowOptimisedComponents: false to this step");

    type(
        "invoice",
        "jms:extend.accept.invoice",
        step.contains("{uri")
            ? step.replace("{uri", "{allowOptimisedComponents: false, uri")
            : step.replace("toD: ", "toD: {allowOptimisedComponents: false, uri: ") + "}");
    assertThat(check().faults()).isEmpty();
  }
}
