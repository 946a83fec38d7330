package dev.ponder.learn.nano;

import dev.ponder.curriculum.Curriculum;
import dev.ponder.learn.Transcriber;
import dev.ponder.learn.reinforcement.Practice;
import dev.ponder.reason.Transcripts;

/// The lessons that ponder-nano was taught, for practice to hold on to.
public final class NanoReplay {
  private NanoReplay() {}

  /// Lessons in a model's own tokens.
  public static Practice.Replay of(Transcripts transcripts, long seed) {
    NanoRecipe recipe =
        NanoRecipe.of(
            Curriculum.subjects(),
            new Transcriber(transcripts, NanoRecipe.LONGEST),
            seed,
            NanoRecipe.LONGEST);
    return recipe::example;
  }
}
