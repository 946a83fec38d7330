package dev.ponder.grammar;

import java.util.ArrayDeque;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The objects that a text is inside of, innermost first, each with the names it holds so far.
/// Immutable.
///
/// An object is known by the row it began in: while it is under way, no other can have begun in the
/// same one, since the rows within it stand for it among all else. Where a text can be read in
/// several ways, the objects of all readings are here; those of a reading that came to nothing may
/// stay, and are asked for no more.
final class OpenObjects {
  /// How many bytes of names the objects that are open at a time may hold: far more than those of
  /// any answer, and some ten megabytes of memory at worst.
  static final int MOST_BYTES = 1 << 18;

  static final OpenObjects NONE = new OpenObjects();

  private final @Nullable Row object;
  private final Names names;
  private final OpenObjects outer;
  private final int ownBytes;
  private final int bytes;

  private OpenObjects() {
    this.object = null;
    this.names = Names.NONE;
    this.outer = this;
    this.ownBytes = 0;
    this.bytes = 0;
  }

  private OpenObjects(@Nullable Row object, Names names, int ownBytes, OpenObjects outer) {
    this.object = object;
    this.names = names;
    this.ownBytes = ownBytes;
    this.bytes = ownBytes + outer.bytes;
    this.outer = outer;
  }

  /// The names that this object holds.
  Names names(@Nullable Row object, Budget budget) {
    OpenObjects here = this;
    while (here != NONE && here.object != object) {
      budget.spend(1);
      here = here.outer;
    }
    return here.names;
  }

  /// These behind what a lexeme has led to.
  ///
  /// @param name the last one that was written
  /// @throws GrammarLimitException when they hold too many names
  OpenObjects after(Naming.Event event, Name name, Budget budget) {
    OpenObjects after =
        switch (event.step()) {
          case OPENED -> new OpenObjects(event.object(), Names.NONE, 0, this);
          case NAMED_FREELY, NAMED_AS_LISTED ->
              changed(event.object(), entry -> entry.holding(name.bytes()), budget);
          case CLOSED -> changed(event.object(), entry -> entry.outer, budget);
          case CONTINUED, NONE -> this;
        };
    if (after.bytes > MOST_BYTES) {
      throw new GrammarLimitException(
          "its objects hold more than %,d bytes of names, of which none may come twice"
              .formatted(MOST_BYTES));
    }
    return after;
  }

  private OpenObjects holding(byte[] name) {
    return new OpenObjects(object, names.with(name), ownBytes + name.length, outer);
  }

  private OpenObjects changed(Row object, UnaryOperator<OpenObjects> change, Budget budget) {
    ArrayDeque<OpenObjects> inner = new ArrayDeque<>();
    OpenObjects here = this;
    while (here != NONE && here.object != object) {
      budget.spend(1);
      inner.push(here);
      here = here.outer;
    }
    if (here == NONE) {
      return this;
    }
    OpenObjects result = change.apply(here);
    for (OpenObjects each : inner) {
      result = new OpenObjects(each.object, each.names, each.ownBytes, result);
    }
    return result;
  }
}
