package dev.ponder.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A regular expression over bytes, with intersection and complement. Interned by its [Regexes], so
/// that equal means identical, and its derivatives are found once.
final class Regex {

  /// How an expression is made of smaller ones.
  sealed interface Shape {
    /// No word at all.
    record Nothing() implements Shape {}

    /// The empty word.
    record Empty() implements Shape {}

    /// One byte of a set.
    record Bytes(ByteSet set) implements Shape {}

    /// One after the other.
    record Then(Regex first, Regex rest) implements Shape {}

    /// Any of several; sorted by id, no duplicates.
    record Either(List<Regex> options) implements Shape {}

    /// All of several; sorted by id, no duplicates.
    record Both(List<Regex> parts) implements Shape {}

    /// Every word that the inner one lacks.
    record Not(Regex inner) implements Shape {}

    /// The inner one, at least `least` and at most `most` times; [Regexes#UNBOUNDED] for no bound.
    record Repeat(Regex inner, int least, int most) implements Shape {}

    /// The rest of a decimal number that must satisfy a condition.
    record Digits(DecimalState state) implements Shape {}
  }

  /// What is known about whether any word matches.
  enum Life {
    UNKNOWN,
    ALIVE,
    DEAD
  }

  final int id;
  final Shape shape;

  /// Whether the empty word matches.
  final boolean nullable;

  final ByteClasses classes;

  /// The derivative by each class, where already known.
  final @Nullable Regex[] derivatives;

  Life life;

  /// How many words it has, see [WordCount].
  int words = WordCount.NOT_COUNTED;

  /// Whether this is any one character of a JSON string; see [PlainText].
  boolean anyCharacter;

  private @Nullable Boolean finite;

  Regex(int id, Shape shape, boolean nullable, ByteClasses classes, Life life) {
    this.id = id;
    this.shape = shape;
    this.nullable = nullable;
    this.classes = classes;
    this.derivatives = new Regex[classes.count()];
    this.life = life;
  }

  /// Whether it has, by its form, finitely many words; those of which this says no may be so too.
  boolean finite() {
    if (finite == null) {
      finite =
          switch (shape) {
            case Shape.Nothing(), Shape.Empty(), Shape.Bytes(ByteSet _) -> true;
            case Shape.Then(Regex first, Regex rest) -> first.finite() && rest.finite();
            case Shape.Either(List<Regex> options) -> options.stream().allMatch(Regex::finite);
            case Shape.Both(List<Regex> parts) -> parts.stream().anyMatch(Regex::finite);
            case Shape.Repeat(Regex inner, int _, int most) ->
                most != Regexes.UNBOUNDED && inner.finite();
            case Shape.Not(Regex _), Shape.Digits(DecimalState _) -> false;
          };
    }
    return finite;
  }

  @Override
  public String toString() {
    return shape.toString();
  }
}
