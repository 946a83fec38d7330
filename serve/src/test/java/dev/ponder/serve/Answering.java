package dev.ponder.serve;

import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;

/// A responder that a test writes as a lambda.
interface Answering extends Responder {

  @Override
  default int inputTokens(ResponseRequest request) {
    return 3;
  }
}
