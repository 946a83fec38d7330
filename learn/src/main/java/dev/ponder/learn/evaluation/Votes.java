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
/// @param majority how often the commonest answer is right; the first of equals
/// @param any how often one of them is right (pass@k)
record Votes(Effort effort, int samples, double tokens, Proportion majority, Proportion any) {
  /// More would take longer than the rest of an examination.
  static final int MOST_SAMPLES = 32;

  /// Asks each task that often.
  static Votes of(
      Examinee examinee, List<Task> tasks, Effort effort, int samples, Runnable finished)
      throws InterruptedException {
    List<Examinee.Try> tries = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      for (int sample = 0; sample < samples; sample++) {
        tries.add(new Examinee.Try(tasks.get(i), effort, 1, (long) i * MOST_SAMPLES + sample + 1));
      }
    }
    List<Mark> marks = examinee.sit(tries, finished);
    Proportion majority = Proportion.none();
    Proportion any = Proportion.none();
    for (int i = 0; i < tasks.size(); i++) {
      List<Mark> own = marks.subList(i * samples, (i + 1) * samples);
      majority = majority.plus(commonest(own).right());
      any = any.plus(own.stream().anyMatch(Mark::right));
    }
    double tokens = marks.stream().mapToInt(Mark::output).average().orElse(0) * samples;
    return new Votes(effort, samples, tokens, majority, any);
  }

  /// An answer that says what most say.
  private static Mark commonest(List<Mark> marks) {
    Map<String, Integer> counts = new HashMap<>();
    Mark best = marks.getFirst();
    for (Mark mark : marks) {
      int count = counts.merge(mark.reply().text().strip(), 1, Integer::sum);
      if (count > counts.getOrDefault(best.reply().text().strip(), 0)) {
        best = mark;
      }
    }
    return best;
  }

  /// How many samples cost as much as one answer at high effort.
  static int affordable(double tokensOfOne, double tokensAtHigh) {
    return Math.clamp(Math.round(tokensAtHigh / Math.max(1, tokensOfOne)), 1, MOST_SAMPLES);
  }
}
