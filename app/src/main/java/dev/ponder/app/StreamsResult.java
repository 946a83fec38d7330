package dev.ponder.app;

import dev.ponder.core.Json;

/// Speed of answers side by side, in generated tokens per second.
///
/// @param together of all `count` answers, added up
/// @param single of one answer alone
record StreamsResult(int count, double together, double single) {

  Json.Obj json() {
    return Json.object()
        .put("count", count)
        .put("tokens_per_second", together)
        .put("single_tokens_per_second", single)
        .build();
  }
}
