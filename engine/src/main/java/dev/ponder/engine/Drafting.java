package dev.ponder.engine;

import java.util.ArrayList;
import java.util.List;

/// Adds guesses to the turns of a step and learns whether they pay. Owned by the engine's thread.
///
/// @param most longest draft of a sequence; 0 for none
/// @param stepTokens most tokens of a step
record Drafting(int most, int stepTokens, DraftLedger ledger) {

  /// Nothing guessed yet.
  Drafting(int most, int stepTokens) {
    this(most, stepTokens, new DraftLedger());
  }

  /// Those turns, with drafts behind them where all of them write and drafts pay.
  List<Turn> drafted(List<Turn> batch, Sequences sequences) {
    if (most == 0 || !batch.stream().allMatch(Turn::writes) || !ledger.pays(batch.size())) {
      return batch;
    }
    int left = stepTokens - batch.size();
    List<Turn> drafted = new ArrayList<>(batch.size());
    for (Turn turn : batch) {
      Turn other = drafted(turn, Math.min(left, most), sequences);
      left -= other.draft().length;
      drafted.add(other);
    }
    return drafted;
  }

  private static Turn drafted(Turn turn, int most, Sequences sequences) {
    int[] draft = turn.sequence().draft(most);
    int end = turn.to() + draft.length;
    return draft.length > 0 && sequences.makeRoomForDraft(turn.sequence(), end)
        ? new Turn(turn.sequence(), turn.from(), turn.to(), draft)
        : turn;
  }

  /// A step of answers alone gave so many tokens in that time.
  void took(List<Turn> batch, long tokens, long nanos) {
    int drafted = batch.stream().mapToInt(turn -> turn.draft().length).sum();
    ledger.took(batch.size(), drafted, (int) tokens, nanos);
  }
}
