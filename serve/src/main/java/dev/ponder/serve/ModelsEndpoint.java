package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.ModelCatalog;
import dev.ponder.protocol.Models;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// `GET /v1/models` and `GET /v1/models/{id}`.
final class ModelsEndpoint {
  static final String PREFIX = "/v1/models/";

  private final ModelCatalog catalog;

  ModelsEndpoint(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  void list(Exchange exchange) throws Cancelled {
    exchange.answer(Answer.json(Models.list(catalog.models())));
  }

  void one(Exchange exchange) throws Cancelled {
    String id = decoded(exchange.path().substring(PREFIX.length()));
    exchange.answer(
        Answer.json(
            Models.one(catalog.find(id).orElseThrow(() -> Models.unknown(id).exception()))));
  }

  /// Percent-escapes undone; text that is no valid escape stays as it is.
  private static String decoded(String segment) {
    try {
      // The decoder is made for forms, where a plus is a space.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
