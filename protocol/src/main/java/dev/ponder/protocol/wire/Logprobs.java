package dev.ponder.protocol.wire;

import dev.ponder.core.Json;
import dev.ponder.core.TokenLogprob;
import java.util.List;

/// Log probabilities as OpenAI's API reports them.
public final class Logprobs {

  /// What the API reports for a probability too small to have a finite logarithm.
  private static final double LEAST = -9999;

  private Logprobs() {}

  /// One object for each token, with its rivals in `top_logprobs`.
  public static List<Json> list(List<TokenLogprob> tokens) {
    return tokens.stream().map(Logprobs::token).toList();
  }

  private static Json token(TokenLogprob token) {
    List<Json> rivals =
        token.alternatives().stream().<Json>map(rival -> described(rival).build()).toList();
    return described(token).put("top_logprobs", Json.of(rivals)).build();
  }

  private static Json.Builder described(TokenLogprob token) {
    List<Json> bytes = token.bytes().stream().<Json>map(Json::of).toList();
    // Written so that NaN becomes the least value too.
    double logprob = token.logprob() > LEAST ? token.logprob() : LEAST;
    return Json.object()
        .put("token", token.text())
        .put("logprob", logprob)
        .put("bytes", Json.of(bytes));
  }
}
