package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Several short answers in place of a long one: with as many samples at low or medium effort as
/// cost the tokens of one answer at high effort, is the commonest answer as often right, or any of
/// them?
///
/// @param effort of the samples
/// @param samples of each question
/// @param tokens that they cost together, on average
/// @param majority how often the commonest answer is right; of equals the one that was first as
///   common
/// @param any how often one of them is right (pass@k)
record Votes(Effort effort, int samples, double tokens, Proportion majority, Proportion any) {
  /// More would take longer than the rest of an examination.
  static final int MOST_SAMPLES = 32;

  /// Questions to be put to the vote.
  ///
  /// @param samples of each
  record Ballot(List<Task> tasks, Effort effort, int samples) {
    Ballot {
      tasks = List.copyOf(tasks);
    }

    long answers() {
      return (long) tasks.size() * samples;
    }
  }

  /// Asks each task of the ballot that often.
  static Votes of(Sitting sitting, Ballot ballot, Tally tally) throws InterruptedException {
    List<Sitting.Try> tries = new ArrayList<>();
    for (int i = 0; i < ballot.tasks().size(); i++) {
      for (int sample = 0; sample < ballot.samples(); sample++) {
        long seed = (long) i * MOST_SAMPLES + sample + 1;
        tries.add(new Sitting.Try(ballot.tasks().get(i), ballot.effort(), 1, seed));
      }
    }
    List<Mark> marks = sitting.sit(tries, tally);
    Proportion majority = Proportion.none();
    Proportion any = Proportion.none();
    for (int i = 0; i < ballot.tasks().size(); i++) {
      List<Mark> own = marks.subList(i * ballot.samples(), (i + 1) * ballot.samples());
      majority = majority.plus(commonest(own).right());
      any = any.plus(own.stream().anyMatch(Mark::right));
    }
    double each = marks.stream().mapToInt(Mark::output).average().orElse(0);
    return new Votes(ballot.effort(), ballot.samples(), each * ballot.samples(), majority, any);
  }

  /// An answer that says what most say. What did not end, or says nothing, is no vote; if nothing
  /// else is there, the first of those.
  static Mark commonest(List<Mark> marks) {
    Map<String, Integer> counts = new HashMap<>();
    Mark best = marks.getFirst();
    int most = 0;
    for (Mark mark : marks) {
      String said = mark.reply().text().strip();
      if (mark.wellFormed() && !said.isEmpty()) {
        int count = counts.merge(said, 1, Integer::sum);
        if (count > most) {
          most = count;
          best = mark;
        }
      }
    }
    return best;
  }

  /// How many samples cost as much as one answer at high effort, to the nearest whole number.
  static int affordable(double tokensOfOne, double tokensAtHigh) {
    return Math.clamp(Math.round(tokensAtHigh / Math.max(1, tokensOfOne)), 1, MOST_SAMPLES);
  }
}
