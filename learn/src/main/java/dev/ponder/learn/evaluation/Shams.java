package dev.ponder.learn.evaluation;

import dev.ponder.curriculum.Dice;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Sham controls: answers after thoughts that are not the question's own. If a model's thoughts
/// were an ornament, its answers would be as good after any of them.
///
/// Each question that was answered with a thought is asked again, and the model is made to go on
/// after: its own thought, as a control; that thought with its tokens in any other order; the
/// thought that it had of another question of the same subject and level, whose answer would be
/// wrong here; and an empty thought. All four are of the same questions, so those are left out for
/// which one of them cannot be made: whose thought is a single token, or no other question of which
/// has another answer.
final class Shams {
  private Shams() {}

  /// What the model is made to have thought.
  enum Sham {
    OWN,
    SHUFFLED,
    FOREIGN,
    EMPTY
  }

  /// A question with the tokens of each thought, marks and all.
  private record Trial(Mark mark, int[] own, int[] shuffled, int[] foreign) {
    int[] thought(Sham sham) {
      return switch (sham) {
        case OWN -> own;
        case SHUFFLED -> shuffled;
        case FOREIGN -> foreign;
        case EMPTY -> new int[] {own[0], own[own.length - 1]};
      };
    }
  }

  /// How often answers are right after each; empty where the model's thoughts have no marks of
  /// their own in its vocabulary, or there is no question for which all can be made.
  ///
  /// @param tally expects an answer to each mark and sham
  static Map<Sham, Proportion> of(Examinee examinee, List<Mark> marks, long seed, Tally tally)
      throws InterruptedException {
    Tokenizer tokenizer = examinee.served().loaded().tokenizer();
    OptionalInt open = tokenizer.special("<think>");
    OptionalInt close = tokenizer.special("</think>");
    List<Trial> trials =
        open.isEmpty() || close.isEmpty()
            ? List.of()
            : trials(thinking(marks, open.getAsInt(), close.getAsInt()), examinee, seed);
    tally.expect((long) Sham.values().length * (trials.size() - marks.size()));
    if (trials.isEmpty()) {
      return Map.of();
    }
    Map<Sham, Proportion> results = new LinkedHashMap<>();
    for (Sham sham : Sham.values()) {
      List<Mark> asked = trials.stream().map(Trial::mark).toList();
      List<int[]> thoughts = trials.stream().map(one -> one.thought(sham)).toList();
      Proportion right = Proportion.none();
      for (boolean one : examinee.sitting().afterThoughts(asked, thoughts, tally)) {
        right = right.plus(one);
      }
      results.put(sham, right);
    }
    return results;
  }

  /// An answer with a thought of its own.
  ///
  /// @param thought its tokens, marks and all
  record Thinking(Mark mark, int[] thought) {}

  private static List<Thinking> thinking(List<Mark> marks, int open, int close) {
    List<Thinking> thinking = new ArrayList<>();
    for (Mark mark : marks) {
      int end = indexOf(mark.tokens(), close);
      if (end > 1 && mark.tokens()[0] == open && mark.task().rounds() == 0) {
        thinking.add(new Thinking(mark, Arrays.copyOf(mark.tokens(), end + 1)));
      }
    }
    return thinking;
  }

  private static List<Trial> trials(List<Thinking> all, Examinee examinee, long seed) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Thinking own = all.get(i);
      Optional<int[]> shuffled = shuffled(own.thought(), Dice.of(seed, i));
      Optional<int[]> foreign =
          foreign(all, i).filter(thought -> examinee.sitting().fits(own.mark(), thought));
      if (shuffled.isPresent() && foreign.isPresent()) {
        trials.add(new Trial(own.mark(), own.thought(), shuffled.get(), foreign.get()));
      }
    }
    return trials;
  }

  private static int indexOf(int[] tokens, int token) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] == token) {
        return i;
      }
    }
    return -1;
  }

  /// The tokens between the marks in another order; empty where there is none.
  static Optional<int[]> shuffled(int[] thought, Dice dice) {
    List<Integer> inner = new ArrayList<>();
    for (int i = 1; i < thought.length - 1; i++) {
      inner.add(thought[i]);
    }
    if (inner.stream().distinct().count() < 2) {
      return Optional.empty();
    }
    List<Integer> mixed = dice.shuffled(inner);
    while (mixed.equals(inner)) {
      mixed = dice.shuffled(inner);
    }
    int[] shuffled = thought.clone();
    for (int i = 0; i < mixed.size(); i++) {
      shuffled[i + 1] = mixed.get(i);
    }
    return Optional.of(shuffled);
  }

  /// The thought of the next question of the same subject and level whose answer is wrong here;
  /// with the same answer a thought could serve as well as the own one.
  static Optional<int[]> foreign(List<Thinking> all, int number) {
    Mark own = all.get(number).mark();
    for (int step = 1; step < all.size(); step++) {
      Thinking other = all.get((number + step) % all.size());
      Task task = other.mark().task();
      if (task.subject().equals(own.task().subject())
          && task.level() == own.task().level()
          && !own.task().accepts(own.effort(), other.mark().reply())) {
        return Optional.of(other.thought());
      }
    }
    return Optional.empty();
  }
}
