package dev.ponder.app;

import dev.ponder.engine.Embedding;
import dev.ponder.engine.EmbeddingRequest;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineMetrics;
import dev.ponder.engine.EngineOptions;
import dev.ponder.engine.Generation;
import dev.ponder.engine.GenerationRequest;
import dev.ponder.engine.TokenStep;
import java.util.ArrayList;
import java.util.List;

/// An engine that computes nothing: every answer has all its tokens at once, and ends as it is told
/// to.
final class ScriptedEngine implements Engine {
  private final int context;
  private final TokenStep ending;
  private final List<Integer> prompts = new ArrayList<>();
  private int open;

  /// @param context most tokens of an answer and its prompt
  ScriptedEngine(int context, TokenStep ending) {
    this.context = context;
    this.ending = ending;
  }

  /// Lengths of the prompts that came, in order.
  List<Integer> prompts() {
    return prompts;
  }

  /// Generations that were not closed.
  int open() {
    return open;
  }

  @Override
  public Generation submit(GenerationRequest request) {
    prompts.add(request.prompt().length);
    open++;
    return new Answer(request.maxTokens());
  }

  private final class Answer implements Generation {
    private int left;
    private boolean closed;

    Answer(int tokens) {
      this.left = tokens;
    }

    @Override
    public TokenStep next() {
      return left-- > 0 ? new TokenStep.Sampled(7, 0, List.of()) : ending;
    }

    @Override
    public int cachedTokens() {
      return 0;
    }

    @Override
    public void close() {
      open -= closed ? 0 : 1;
      closed = true;
    }
  }

  @Override
  public Embedding embed(EmbeddingRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void forget(String owner, String lineage) {}

  @Override
  public EngineOptions options() {
    return new EngineOptions(context, context, 8, 8, 8);
  }

  @Override
  public EngineMetrics metrics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
