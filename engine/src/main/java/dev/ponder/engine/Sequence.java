package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.SequenceCache;
import dev.ponder.model.Slice;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// A prompt and what was generated so far. Owned by the engine thread once it was submitted.
///
/// Invariant: `0 <= computed < length` between steps; positions before `computed` are in the cache
/// and covered by the table.
final class Sequence {
  private final long arrival;
  private final GenerationRequest request;
  private final TokenStream stream = new TokenStream();
  private final BlockTable table;
  private final Sampler sampler;
  private final Speculation speculation = new Speculation();
  private final Optional<StatePool> pool;
  private final int contextLength;
  private int[] tokens;
  private int length;
  private int computed;
  private boolean started;
  private boolean sought;

  /// @param arrival later sequences have higher numbers
  Sequence(long arrival, GenerationRequest request, int contextLength) {
    this(arrival, request, Optional.empty(), contextLength);
  }

  private Sequence(
      long arrival, GenerationRequest request, Optional<StatePool> pool, int contextLength) {
    this.arrival = arrival;
    this.request = request;
    this.table = new BlockTable(request.owner());
    this.pool = pool;
    this.contextLength = contextLength;
    this.sampler = new Sampler(request.sampling(), request.constraint());
    this.tokens = request.prompt();
    this.length = tokens.length;
  }

  /// A text whose states are pooled; nothing is sampled.
  static Sequence pooled(long arrival, EmbeddingRequest request) {
    GenerationRequest computed =
        new GenerationRequest(
            request.tokens(), SamplingParameters.GREEDY, Set.of(), 1, TokenConstraint.NONE);
    return new Sequence(
        arrival, computed, Optional.of(new StatePool(request.pooling())), request.tokens().length);
  }

  long arrival() {
    return arrival;
  }

  Optional<Lineage> lineage() {
    return request.lineage();
  }

  /// Where its states go, if they are what is wanted of it.
  Optional<StatePool> pool() {
    return pool;
  }

  /// How many of its positions others may have computed.
  int sharable() {
    return pool.isEmpty() || pool.get().needsLastOnly() ? length - 1 : 0;
  }

  /// Whether it was looked for beyond memory, which is done once; from now on it was.
  boolean seek() {
    boolean before = sought;
    sought = true;
    return before;
  }

  /// How many positions it needs to take its next step.
  int reach() {
    return pool.isEmpty() ? length + 1 : length;
  }

  /// For how many of the positions up to `to` the state is wanted.
  int statesWanted(int to) {
    return pool.map(wanting -> wanting.wanted(computed, to, length)).orElse(0);
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
    pool.ifPresent(StatePool::reset);
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

  /// Whether that token would be the last one, after so many more that are not appended yet.
  boolean endsWith(int token, int ahead) {
    return request.stopTokens().contains(token)
        || sampledTokens() + ahead + 1 == request.maxTokens()
        || length + ahead + 1 == contextLength;
  }

  /// Whether it has come to write and only its last token is to be computed.
  boolean isWriting() {
    return length > promptTokens() && length - computed == 1;
  }

  /// A guess of at most so many tokens behind the last one, none that could not be used.
  int[] draft(int most) {
    int room = Math.min(request.maxTokens() - sampledTokens(), contextLength - length) - 1;
    return speculation.draft(tokens, length, Math.min(most, room));
  }

  Speculation speculation() {
    return speculation;
  }

  /// The turn's positions for the model; logits are wanted when they reach the end, unless it is
  /// the states that are.
  Slice slice(Turn turn) {
    int[] part = Arrays.copyOfRange(tokens, computed, computed + turn.tokens());
    System.arraycopy(turn.draft(), 0, part, turn.to() - computed, turn.draft().length);
    SequenceCache cache = table.kv(turn.to() + turn.draft().length);
    return new Slice(part, computed, cache, turn.rows(), statesWanted(turn.to()));
  }

  /// How many whole blocks of tokens both begin with, in positions; the last token is left out,
  /// since it must be computed in any case.
  int sharedWith(Sequence other) {
    int limit = Math.min(sharable(), other.length);
    int mismatch = Arrays.mismatch(tokens, 0, limit, other.tokens, 0, limit);
    int common = mismatch < 0 ? limit : mismatch;
    return common / KvBlock.POSITIONS * KvBlock.POSITIONS;
  }
}
