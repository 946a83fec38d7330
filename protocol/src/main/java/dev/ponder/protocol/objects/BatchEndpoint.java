package dev.ponder.protocol.objects;

import java.util.Arrays;
import java.util.List;

/// What every line of a batch asks for.
public enum BatchEndpoint {
  CHAT_COMPLETIONS("/v1/chat/completions"),
  RESPONSES("/v1/responses"),
  EMBEDDINGS("/v1/embeddings");

  static final List<String> PATHS = Arrays.stream(values()).map(BatchEndpoint::path).toList();

  private final String path;

  BatchEndpoint(String path) {
    this.path = path;
  }

  public String path() {
    return path;
  }

  static BatchEndpoint of(String path) {
    return values()[PATHS.indexOf(path)];
  }
}
