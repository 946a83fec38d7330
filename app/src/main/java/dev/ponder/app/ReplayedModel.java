package dev.ponder.app;

import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.Slice;
import dev.ponder.model.States;
import java.util.List;

/// A model that writes a given text: all is computed as the model behind it computes it, and then
/// the likeliest token after each position is made that of the text. What is guessed right depends
/// on the text alone, and what it costs on the model alone.
///
/// For one sequence at a time, whose positions are those of the text.
final class ReplayedModel implements LanguageModel {
  private static final float CERTAIN = 1e6f;

  private final LanguageModel model;
  private final int[] text;

  /// @param model stays open when this is closed
  ReplayedModel(LanguageModel model, int[] text) {
    this.model = model;
    this.text = text;
  }

  @Override
  public Logits forward(List<Slice> batch) {
    Logits logits = model.forward(batch);
    int row = 0;
    for (Slice slice : batch) {
      int after = slice.firstPosition() + slice.tokens().length - slice.logitRows();
      for (int i = 0; i < slice.logitRows(); i++, row++) {
        int next = after + i + 1;
        if (next < text.length) {
          logits.values()[row * logits.vocabulary() + text[next]] = CERTAIN;
        }
      }
    }
    return logits;
  }

  @Override
  public ModelConfig config() {
    return model.config();
  }

  @Override
  public States states() {
    return model.states();
  }

  @Override
  public void expect(int contextLength) {
    model.expect(contextLength);
  }

  @Override
  public String variant() {
    return model.variant();
  }

  @Override
  public int maxBatchTokens() {
    return model.maxBatchTokens();
  }

  @Override
  public void close() {}
}
