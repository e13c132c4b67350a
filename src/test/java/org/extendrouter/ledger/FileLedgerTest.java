package org.extendrouter.ledger;

import java.util.Map;

class FileLedgerTest extends LedgerContract {

  @Override
  Map<String, Object> database() {
    return Map.of("extend.ledger.url", "");
  }
}
