package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.Slice;
import java.util.Arrays;
import java.util.Optional;

/// A prompt and what was generated so far. Owned by the engine thread once it was submitted.
///
/// Invariant: `0 <= computed < length` between steps; positions before `computed` are in the cache
/// and covered by the table.
final class Sequence {
  private final long arrival;
  private final GenerationRequest request;
  private final TokenStream stream = new TokenStream();
  private final BlockTable table = new BlockTable();
  private final Sampler sampler;
  private final int contextLength;
  private int[] tokens;
  private int length;
  private int computed;
  private boolean started;

  /// @param arrival later sequences have higher numbers
  Sequence(long arrival, GenerationRequest request, int contextLength) {
    this.arrival = arrival;
    this.request = request;
    this.contextLength = contextLength;
    this.sampler = new Sampler(request.sampling(), request.constraint());
    this.tokens = request.prompt();
    this.length = tokens.length;
  }

  long arrival() {
    return arrival;
  }

  TokenStream stream() {
    return stream;
  }

  BlockTable table() {
    return table;
  }

  Sampler sampler() {
    return sampler;
  }

  /// At least [#length] ids; not to be modified.
  int[] tokens() {
    return tokens;
  }

  int length() {
    return length;
  }

  int computed() {
    return computed;
  }

  int promptTokens() {
    return request.prompt().length;
  }

  /// Begins, or begins again after a preemption, with that many positions in the table; returns
  /// whether it begins for the first time.
  boolean begin(int positions) {
    boolean first = !started;
    if (first) {
      started = true;
      stream.began(positions);
    }
    computed = positions;
    return first;
  }

  void advance(int to) {
    computed = to;
  }

  /// The table was emptied.
  void rewind() {
    computed = 0;
  }

  /// Adds the next token; returns why it is the last one, if it is.
  Optional<TokenStep.Cause> append(int token) {
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.min(contextLength, 2 * length + KvBlock.POSITIONS));
    }
    tokens[length++] = token;
    if (request.stopTokens().contains(token)) {
      return Optional.of(TokenStep.Cause.STOP_TOKEN);
    }
    if (sampledTokens() == request.maxTokens()) {
      return Optional.of(TokenStep.Cause.MAX_TOKENS);
    }
    return length == contextLength ? Optional.of(TokenStep.Cause.CONTEXT_FULL) : Optional.empty();
  }

  TokenStep.Ended ending(TokenStep.Cause cause) {
    return new TokenStep.Ended(cause, promptTokens(), stream.cachedTokens(), sampledTokens());
  }

  private int sampledTokens() {
    return length - promptTokens();
  }

  /// The positions from `computed` up to `to` for the model; logits are wanted when they reach the
  /// end.
  Slice slice(int to) {
    int[] part = Arrays.copyOfRange(tokens, computed, to);
    return new Slice(part, computed, table.kv(to), to == length ? 1 : 0);
  }

  /// How many whole blocks of tokens both begin with, in positions; the last token is left out,
  /// since it must be computed in any case.
  int sharedWith(Sequence other) {
    int limit = Math.min(length - 1, other.length);
    int mismatch = Arrays.mismatch(tokens, 0, limit, other.tokens, 0, limit);
    int common = mismatch < 0 ? limit : mismatch;
    return common / KvBlock.POSITIONS * KvBlock.POSITIONS;
  }
}
