package dev.ponder.learn.tuning;

import dev.ponder.core.Json;
import dev.ponder.learn.grading.Grader;

/// What is learned from.
public sealed interface Method {

  /// Answers to be imitated.
  record Supervised() implements Method {}

  /// Pairs of answers of which one is better: direct preference optimisation (Rafailov and others
  /// 2023, arXiv 2305.18290).
  ///
  /// @param beta how much the model may not stray from what it was, more than 0
  record Preferences(double beta) implements Method {

    /// @throws IllegalArgumentException when beta is no positive number
    public Preferences {
      if (!(beta > 0 && beta <= 100)) {
        throw new IllegalArgumentException("beta must be more than 0 and at most 100, not " + beta);
      }
    }

    /// With the paper's usual 0.1.
    public static Preferences usual() {
      return new Preferences(0.1);
    }
  }

  /// Rewards for what the model answers by itself.
  ///
  /// @param grader gives them
  /// @param description that the grader was made from, by which a run is known again
  /// @param group answers to each question, at least 2
  record Reinforcement(Grader grader, Json description, int group) implements Method {

    /// @throws IllegalArgumentException when an answer would have nothing to be compared with
    public Reinforcement {
      if (group < 2 || group > 64) {
        throw new IllegalArgumentException("2 to 64 answers are compared, not " + group);
      }
    }

    /// With the grader of that description.
    ///
    /// @throws IllegalArgumentException when there is no such grader, or an answer would have
    ///   nothing to be compared with; the message is a sentence
    public static Reinforcement of(Json description, Grader.Models models, int group) {
      return new Reinforcement(Grader.of(description, models), description, group);
    }
  }

  /// As users name it.
  default String spelling() {
    return switch (this) {
      case Supervised _ -> "sft";
      case Preferences _ -> "dpo";
      case Reinforcement _ -> "reinforcement";
    };
  }
}
