package dev.ponder.app;

import java.util.List;

/// What users call the methods of fine-tuning.
enum TuningWay {
  SFT(16, List.of("loss")),
  DPO(16, List.of("loss", "margin", "accuracy")),
  /// Rewards tell so little that even a rank of 1 can hold it (Schulman and others 2025).
  REINFORCEMENT(4, List.of("reward", "grader_error", "parse_error"));

  private final int rank;
  private final List<String> figures;

  TuningWay(int rank, List<String> figures) {
    this.rank = rank;
    this.figures = figures;
  }

  /// The usual rank of an adapter.
  int rank() {
    return rank;
  }

  /// What is told of the model before and after.
  List<String> figures() {
    return figures;
  }
}
