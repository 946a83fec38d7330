package dev.ponder.engine;

import dev.ponder.model.Logits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was drawn at the end of a turn.
///
/// @param tokens the next tokens in order, none for a turn that draws none
/// @param accepted how many of the draft's tokens are among them, at its beginning
/// @param failure why no more could be drawn, if it was that
record Drawn(
    Turn turn, List<TokenStep.Sampled> tokens, int accepted, Optional<SamplingException> failure) {

  /// How far the sequence is computed: a draft's positions count as far as it was right.
  int to() {
    return turn.to() + accepted;
  }

  /// Draws from the turn's rows of logits, of which `first` is the first, as long as the draft that
  /// they were computed with is what was drawn.
  static Drawn of(Turn turn, Logits logits, int first, Scores scores) {
    Drawing drawing = new Drawing(turn);
    Optional<SamplingException> failure = Optional.empty();
    if (turn.draws()) {
      try {
        drawing.run(logits, first, scores);
      } catch (SamplingException e) {
        failure = Optional.of(e);
      }
    }
    return new Drawn(turn, drawing.tokens, drawing.accepted, failure);
  }

  /// Drawing under way.
  private static final class Drawing {
    private final Turn turn;
    private final List<TokenStep.Sampled> tokens = new ArrayList<>();
    private int accepted;

    Drawing(Turn turn) {
      this.turn = turn;
    }

    void run(Logits logits, int first, Scores scores) {
      Sampler sampler = turn.sequence().sampler();
      boolean goesOn = add(sampler.sample(logits, first, scores));
      while (goesOn) {
        // What the constraint forces takes no row, but passes one by.
        Optional<TokenStep.Sampled> forced = sampler.forced(logits.vocabulary());
        goesOn =
            add(
                forced.isPresent()
                    ? forced.get()
                    : sampler.sample(logits, first + accepted, scores));
      }
    }

    /// Whether the row after this token is one of the right prefix.
    private boolean add(TokenStep.Sampled sampled) {
      boolean last = turn.sequence().endsWith(sampled.token(), tokens.size());
      tokens.add(sampled);
      int[] draft = turn.draft();
      if (last || accepted == draft.length || draft[accepted] != sampled.token()) {
        return false;
      }
      accepted++;
      return true;
    }
  }
}
