package dev.ponder.curriculum.lexicon;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Choices of which every fifth is kept for examination.
///
/// @param training what is learned from
/// @param heldOut what is examined by
public record Pool<T>(List<T> training, List<T> heldOut) {

  /// @throws IllegalArgumentException when a part is empty or a choice occurs twice
  public Pool {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
    HashSet<T> different = new HashSet<>(training);
    different.addAll(heldOut);
    if (training.isEmpty()
        || heldOut.isEmpty()
        || different.size() < training.size() + heldOut.size()) {
      throw new IllegalArgumentException("each part needs choices of its own");
    }
  }

  /// A pool of these, the fifth, tenth, … of them held out; of fewer than five the last.
  public static <T> Pool<T> of(List<T> choices) {
    int stride = Math.min(5, choices.size());
    List<T> training = new ArrayList<>();
    List<T> heldOut = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      (i % stride == stride - 1 ? heldOut : training).add(choices.get(i));
    }
    return new Pool<>(training, heldOut);
  }

  /// A pool of words that blanks part.
  public static Pool<String> words(String words) {
    return of(List.of(words.strip().split("\\s+")));
  }

  /// A pool of lines; empty ones do not count.
  public static Pool<String> lines(String lines) {
    return of(lines.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
  }

  /// The choices of that part.
  public List<T> of(Split split) {
    return switch (split) {
      case TRAINING -> training;
      case HELD_OUT -> heldOut;
    };
  }

  /// One choice of that part.
  public T any(Dice dice, Split split) {
    return dice.any(of(split));
  }

  /// Different choices of that part, in any order.
  public List<T> some(int count, Dice dice, Split split) {
    return dice.some(count, of(split));
  }
}
