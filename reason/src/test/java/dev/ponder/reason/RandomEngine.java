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
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/// An engine whose model has no idea: it writes any token that it may, by its weight.
final class RandomEngine implements Engine {
  private static final int CONTEXT = 20_000;

  private final int vocabulary;
  private final IntUnaryOperator weights;
  private final Random random;

  RandomEngine(int vocabulary, IntUnaryOperator weights, long seed) {
    this.vocabulary = vocabulary;
    this.weights = weights;
    this.random = new Random(seed);
  }

  @Override
  public Generation submit(GenerationRequest request) {
    TokenSet allowed = new TokenSet(vocabulary);
    return new Generation() {
      private int step;

      @Override
      public TokenStep next() {
        if (step == request.maxTokens()) {
          return new TokenStep.Ended(TokenStep.Cause.MAX_TOKENS, request.prompt().length, 0, step);
        }
        step++;
        allowed.clear();
        boolean restricted = request.constraint().restrict(allowed);
        int token = draw(restricted);
        if (token < 0) {
          return new TokenStep.Broken("nothing is allowed");
        }
        request.constraint().accept(token);
        return request.stopTokens().contains(token)
            ? new TokenStep.Ended(TokenStep.Cause.STOP_TOKEN, request.prompt().length, 0, step)
            : new TokenStep.Sampled(token, 0, List.of());
      }

      private int draw(boolean restricted) {
        int total = 0;
        for (int token = 0; token < vocabulary; token++) {
          total += restricted && !allowed.contains(token) ? 0 : weights.applyAsInt(token);
        }
        if (total == 0) {
          return -1;
        }
        int left = random.nextInt(total);
        int token = -1;
        while (left >= 0) {
          token++;
          left -= restricted && !allowed.contains(token) ? 0 : weights.applyAsInt(token);
        }
        return token;
      }

      @Override
      public int cachedTokens() {
        return 0;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Embedding embed(EmbeddingRequest request) {
    throw new UnsupportedOperationException("not asked for");
  }

  @Override
  public void forget(String owner, String lineage) {}

  @Override
  public EngineOptions options() {
    return new EngineOptions(CONTEXT, CONTEXT, 4, 4, 64);
  }

  @Override
  public EngineMetrics metrics() {
    throw new UnsupportedOperationException("not asked for");
  }

  @Override
  public void close() {}
}
