package org.extendrouter.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoryNamesTest {

  @Test
  void aTypeThatCanBeADirectoryIsOne() {
    assertThat(of("invoice", "invoice", "Bank Statement", "bank_statement"))
        .containsEntry("invoice", "invoice")
        .containsEntry("Bank Statement", "Bank Statement");
  }

  @Test
  void anotherTypeHasItsBranch() {
    assertThat(of("Reçu/Facture!", "recu_facture", "con", "contract"))
        .containsEntry("Reçu/Facture!", "recu_facture")
        .containsEntry("con", "contract");
  }

  @Test
  void aTypesOwnDirectoryIsNotGivenToOneWhoseBranchIsCalledLikeIt() {
    assertThat(of("In/voice", "invoice", "invoice", "receipt"))
        .containsEntry("In/voice", "invoice-2")
        .containsEntry("invoice", "invoice");
  }

  @Test
  void typesOfOneBranchAreToldApart() {
    assertThat(of("Rechnung/A", "invoice", "Rechnung/B", "invoice", "invoice-2", "other"))
        .containsEntry("Rechnung/A", "invoice")
        .containsEntry("Rechnung/B", "invoice-3")
        .containsEntry("invoice-2", "invoice-2");
  }

  @Test
  void typesThatDifferInCaseOrInTheirEncodingAloneAreToldApart() {
    assertThat(of("Contract", "contract", "contract", "deed"))
        .containsEntry("Contract", "Contract")
        .containsEntry("contract", "deed");
    assertThat(of("caf\u00e9", "one", "cafe\u0301", "two"))
        .containsEntry("caf\u00e9", "caf\u00e9")
        .containsEntry("cafe\u0301", "two");
  }

  @Test
  void aTypeThatThisSystemCannotWriteHasItsBranch() {
    Map<String, String> branches = new LinkedHashMap<>();
    branches.put("Reçu", "recu");
    branches.put("Invoice", "invoice");
    assertThat(DirectoryNames.of(branches, name -> name.chars().allMatch(c -> c < 128)))
        .containsOnly(Map.entry("Reçu", "recu"), Map.entry("Invoice", "Invoice"));
  }

  private static Map<String, String> of(String... typesAndBranches) {
    Map<String, String> branches = new LinkedHashMap<>();
    for (int i = 0; i < typesAndBranches.length; i += 2) {
      branches.put(typesAndBranches[i], typesAndBranches[i + 1]);
    }
    return DirectoryNames.of(branches);
  }
}
