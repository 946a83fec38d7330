package dev.ponder.reason;

import dev.ponder.engine.Embedding;
import dev.ponder.engine.EmbeddingRequest;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineMetrics;
import dev.ponder.engine.EngineOptions;
import dev.ponder.engine.Generation;
import dev.ponder.engine.GenerationRequest;
import dev.ponder.engine.TokenSet;
import dev.ponder.engine.TokenStep;
import dev.ponder.engine.TokenStep.Candidate;
import dev.ponder.engine.TokenStep.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// An engine whose model wants a given token at each step, and takes the first allowed one where a
/// constraint forbids that. Keeps what was asked of it.
final class ScriptedEngine implements Engine {

  /// Wanted in place of a token: the engine breaks.
  static final int BREAK = -1;

  /// Wanted in place of a token: the reader is interrupted.
  static final int INTERRUPT = -2;

  private final int contextLength;
  private final int vocabulary;
  private final IntUnaryOperator wanted;
  final List<GenerationRequest> requests = new ArrayList<>();
  final List<Integer> sampled = new ArrayList<>();
  boolean open;

  ScriptedEngine(int contextLength, int vocabulary, IntUnaryOperator wanted) {
    this.contextLength = contextLength;
    this.vocabulary = vocabulary;
    this.wanted = wanted;
  }

  @Override
  public Generation submit(GenerationRequest request) {
    requests.add(request);
    open = true;
    return new Script(request);
  }

  @Override
  public Embedding embed(EmbeddingRequest request) {
    throw new UnsupportedOperationException("not asked for");
  }

  @Override
  public void forget(String owner, String lineage) {}

  @Override
  public EngineOptions options() {
    return new EngineOptions(contextLength, contextLength, 4, 4, 64);
  }

  @Override
  public EngineMetrics metrics() {
    throw new UnsupportedOperationException("not asked for");
  }

  @Override
  public void close() {}

  private final class Script implements Generation {
    private final GenerationRequest request;
    private final TokenSet allowed = new TokenSet(vocabulary);
    private int step;

    Script(GenerationRequest request) {
      this.request = request;
    }

    @Override
    public TokenStep next() throws InterruptedException {
      if (step == request.maxTokens()) {
        return ended(Cause.MAX_TOKENS);
      }
      if (request.prompt().length + step == contextLength) {
        return ended(Cause.CONTEXT_FULL);
      }
      int token = wanted.applyAsInt(step);
      if (token == BREAK) {
        return new TokenStep.Broken("scripted");
      }
      if (token == INTERRUPT) {
        throw new InterruptedException();
      }
      token = constrained(token);
      step++;
      sampled.add(token);
      if (request.stopTokens().contains(token)) {
        return ended(Cause.STOP_TOKEN);
      }
      request.constraint().accept(token);
      return new TokenStep.Sampled(token, -0.5f, List.of(new Candidate(token, -0.5f)));
    }

    private int constrained(int token) {
      allowed.clear();
      if (!request.constraint().restrict(allowed) || allowed.contains(token)) {
        return token;
      }
      int other = 0;
      while (!allowed.contains(other)) {
        other++;
      }
      return other;
    }

    private TokenStep.Ended ended(Cause cause) {
      return new TokenStep.Ended(cause, request.prompt().length, cachedTokens(), step);
    }

    @Override
    public int cachedTokens() {
      return 7;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
