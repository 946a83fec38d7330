package dev.ponder.app;

import dev.ponder.core.ModelInfo;
import dev.ponder.engine.EngineOptions;
import java.net.URI;

/// What the server says once it listens.
record Greeting(LocalStack stack, URI uri, boolean locked) {

  String text() {
    ModelInfo info = stack.info();
    EngineOptions engine = stack.engine().options();
    return """
    Model    %s as %s and o4-mini
    Context  %,d tokens, %d answers side by side
    Memory   %s
    Compute  %d threads, %s kernels
    Ready at %s

    %s
    """
        .formatted(
            info.version(),
            info.id(),
            engine.contextLength(),
            engine.maxSequences(),
            stack.memory().text(),
            stack.local().workers().threads(),
            stack.local().kernels().name(),
            uri,
            curl());
  }

  /// A request that works when pasted; the key stays in the environment. At high effort, because a
  /// small model is right only when it thinks.
  private String curl() {
    return """
    curl %s/v1/chat/completions%s -H 'Content-Type: application/json' \
    -d '{"model":"o4-mini","reasoning_effort":"high",\
    "messages":[{"role":"user","content":"What is 12 + 30?"}]}'\
    """
        .formatted(uri, locked ? " -H \"Authorization: Bearer $PONDER_API_KEY\"" : "");
  }
}
