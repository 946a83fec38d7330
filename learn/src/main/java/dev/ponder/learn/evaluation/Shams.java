package dev.ponder.learn.evaluation;

import dev.ponder.curriculum.Dice;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Sham controls: answers after thoughts that are not the question's own. If a model's thoughts
/// were an ornament, its answers would be as good after any of them.
///
/// Each question that was answered with a thought is asked again, and the model is made to go on
/// after: its own thought, as a control; that thought with its tokens in any order; the thought
/// that it had of another question of the same subject and level; and an empty thought.
final class Shams {
  private Shams() {}

  /// What the model is made to have thought.
  enum Sham {
    OWN,
    SHUFFLED,
    FOREIGN,
    EMPTY
  }

  /// How often answers are right after each; empty where the model's thoughts have no marks of
  /// their own in its vocabulary, or it never thought.
  static Map<Sham, Proportion> of(Examinee examinee, List<Mark> marks, long seed)
      throws InterruptedException {
    Tokenizer tokenizer = examinee.served().loaded().tokenizer();
    OptionalInt open = tokenizer.special("<think>");
    OptionalInt close = tokenizer.special("</think>");
    if (open.isEmpty() || close.isEmpty()) {
      return Map.of();
    }
    List<Mark> thinking = new ArrayList<>();
    List<int[]> thoughts = new ArrayList<>();
    for (Mark mark : marks) {
      int end = indexOf(mark.tokens(), close.getAsInt());
      boolean thought = end > 1 && mark.tokens()[0] == open.getAsInt();
      if (thought && mark.task().rounds() == 0) {
        thinking.add(mark);
        thoughts.add(java.util.Arrays.copyOf(mark.tokens(), end + 1));
      }
    }
    if (thinking.isEmpty()) {
      return Map.of();
    }
    Map<Sham, Proportion> results = new LinkedHashMap<>();
    int[] empty = {open.getAsInt(), close.getAsInt()};
    for (Sham sham : Sham.values()) {
      List<int[]> made = new ArrayList<>();
      for (int i = 0; i < thoughts.size(); i++) {
        made.add(
            switch (sham) {
              case OWN -> thoughts.get(i);
              case SHUFFLED -> shuffled(thoughts.get(i), Dice.of(seed, i));
              case FOREIGN -> thoughts.get(another(thinking, i));
              case EMPTY -> empty;
            });
      }
      Proportion right = Proportion.none();
      for (boolean one : examinee.afterThoughts(thinking, made)) {
        right = right.plus(one);
      }
      results.put(sham, right);
    }
    return results;
  }

  private static int indexOf(int[] tokens, int token) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] == token) {
        return i;
      }
    }
    return -1;
  }

  private static int[] shuffled(int[] thought, Dice dice) {
    List<Integer> inner = new ArrayList<>();
    for (int i = 1; i < thought.length - 1; i++) {
      inner.add(thought[i]);
    }
    List<Integer> mixed = dice.shuffled(inner);
    int[] shuffled = thought.clone();
    for (int i = 0; i < mixed.size(); i++) {
      shuffled[i + 1] = mixed.get(i);
    }
    return shuffled;
  }

  /// The next question of the same subject and level; another one at least.
  private static int another(List<Mark> marks, int number) {
    Task own = marks.get(number).task();
    for (int step = 1; step < marks.size(); step++) {
      int other = (number + step) % marks.size();
      Task task = marks.get(other).task();
      if (task.subject().equals(own.subject()) && task.level() == own.level()) {
        return other;
      }
    }
    return (number + 1) % marks.size();
  }
}
