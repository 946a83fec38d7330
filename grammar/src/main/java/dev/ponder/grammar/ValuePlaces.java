package dev.ponder.grammar;

import dev.ponder.grammar.Rule.Edges;
import dev.ponder.grammar.Rule.Place;
import dev.ponder.grammar.ValueShape.ArrayShape;
import dev.ponder.grammar.ValueShape.Free;
import dev.ponder.grammar.ValueShape.Member;
import dev.ponder.grammar.ValueShape.ObjectShape;
import java.util.BitSet;
import java.util.Optional;

/// The places in values: where one begins, between the members of an object, between the elements
/// of an array, and where it ends.
///
/// One state machine, and kept in one file for that.
final class ValuePlaces {
  private final Punctuation punctuation;
  private final SchemaOptions.KeyOrder order;

  ValuePlaces(Punctuation punctuation, SchemaOptions.KeyOrder order) {
    this.punctuation = punctuation;
    this.order = order;
  }

  /// Where a value of that shape begins.
  Place start(ValueShape shape) {
    return new Start(shape);
  }

  /// A value, as its lexeme where that is all it can be, as its rule otherwise.
  private static void value(Edges edges, ValueShape shape, Place next) {
    if (shape.isScalar()) {
      edges.lexeme(shape.scalar, next);
    } else {
      edges.call(shape.rule, next);
    }
  }

  private record End() implements Place {
    @Override
    public boolean ends() {
      return true;
    }

    @Override
    public void expand(Edges edges) {}
  }

  /// The end of an object that may hold names which nothing lists.
  private record Closed() implements Place {
    @Override
    public boolean ends() {
      return true;
    }

    @Override
    public void expand(Edges edges) {}

    @Override
    public Naming.Step step() {
      return Naming.Step.CLOSED;
    }
  }

  private final class Start implements Place {
    private final ValueShape shape;

    Start(ValueShape shape) {
      this.shape = shape;
    }

    @Override
    public boolean ends() {
      return false;
    }

    @Override
    public void expand(Edges edges) {
      edges.lexeme(shape.scalar, new End());
      for (ObjectShape object : shape.objects) {
        edges.lexeme(
            punctuation.openObject(), new InObject(new Container(object), Gap.OPEN, Seen.NONE));
      }
      for (ArrayShape array : shape.arrays) {
        edges.lexeme(punctuation.openArray(), new InArray(new Container(array), Gap.OPEN, 0, 0));
      }
    }
  }

  /// A shape compared by identity: equal shapes are different containers, and comparing them would
  /// run in circles.
  private static final class Container {
    private final Object shape;

    Container(Object shape) {
      this.shape = shape;
    }

    ObjectShape object() {
      return (ObjectShape) shape;
    }

    ArrayShape array() {
      return (ArrayShape) shape;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Container container && container.shape == shape;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(shape);
    }
  }

  /// Where between its parts a container is.
  private enum Gap {
    /// Behind the opening bracket.
    OPEN,
    /// Behind a part.
    AFTER,
    /// Behind a comma.
    COMMA
  }

  /// Which members an object has: as a set where any order will do, as the first that may still
  /// come where it is fixed.
  ///
  /// @param count how many, where a limit makes that matter; 0 otherwise
  /// @param free how many of them nothing lists, where there are so few that the least number of
  ///   members may be missed; 0 otherwise
  private record Seen(BitSet members, int next, long count, long free) {
    static final Seen NONE = new Seen(new BitSet(), 0, 0, 0);
  }

  private final class InObject implements Place {
    private final Container container;
    private final ObjectShape object;
    private final Gap gap;
    private final Seen seen;

    InObject(Container container, Gap gap, Seen seen) {
      this.container = container;
      this.object = container.object();
      this.gap = gap;
      this.seen = seen;
    }

    @Override
    public boolean ends() {
      return false;
    }

    @Override
    public void expand(Edges edges) {
      if (gap != Gap.COMMA && left(seen, true) == 0 && seen.count >= object.least()) {
        Regex close = gap == Gap.OPEN ? punctuation.endObject() : punctuation.closeObject();
        edges.lexeme(close, object.freeAlive() ? new Closed() : new End());
      }
      if (gap == Gap.AFTER) {
        if (anotherFits()) {
          edges.lexeme(punctuation.comma(), new InObject(container, Gap.COMMA, seen));
        }
        return;
      }
      keys(edges);
    }

    @Override
    public Naming.Step step() {
      if (!object.freeAlive()) {
        return Naming.Step.NONE;
      }
      return switch (gap) {
        case OPEN -> Naming.Step.OPENED;
        case COMMA -> Naming.Step.CONTINUED;
        case AFTER -> Naming.Step.NONE;
      };
    }

    private boolean anotherFits() {
      for (int i = seen.next; i < object.members().size(); i++) {
        if (may(i) && fits(with(i))) {
          return true;
        }
        if (mustNotSkip(i)) {
          return false;
        }
      }
      return freeFits();
    }

    private void keys(Edges edges) {
      Naming.Step listed = object.freeAlive() ? Naming.Step.NAMED_AS_LISTED : Naming.Step.NONE;
      for (int i = seen.next; i < object.members().size(); i++) {
        Member member = object.members().get(i);
        if (may(i) && fits(with(i))) {
          edges.lexeme(member.key(), new Keyed(member.value(), after(with(i)), listed));
        }
        if (mustNotSkip(i)) {
          return;
        }
      }
      if (freeFits()) {
        for (Free free : object.free()) {
          if (free.value().alive) {
            edges.lexeme(
                free.key(), new Keyed(free.value(), after(withFree()), Naming.Step.NAMED_FREELY));
          }
        }
      }
    }

    private boolean freeFits() {
      return object.freeAlive() && fits(withFree());
    }

    private boolean mustNotSkip(int index) {
      return order == SchemaOptions.KeyOrder.OF_SCHEMA && object.members().get(index).required();
    }

    private boolean may(int index) {
      return object.members().get(index).value().alive && !seen.members.get(index);
    }

    private InObject after(Seen then) {
      return new InObject(container, Gap.AFTER, then);
    }

    private Seen with(int index) {
      return switch (order) {
        case OF_SCHEMA -> new Seen(seen.members, index + 1, counted(), 0);
        case ANY -> {
          BitSet more = (BitSet) seen.members.clone();
          more.set(index);
          yield new Seen(more, 0, counted(), freeWhereItMatters(seen.free));
        }
      };
    }

    private Seen withFree() {
      int next =
          switch (order) {
            case OF_SCHEMA -> object.members().size();
            case ANY -> 0;
          };
      return new Seen(seen.members, next, counted(), freeWhereItMatters(seen.free + 1));
    }

    private long freeWhereItMatters(long free) {
      return object.few() && counted() < object.least() ? free : 0;
    }

    /// Counts no further than it matters, so that objects without limits come back to equal places.
    private long counted() {
      long matters = object.most() < Integer.MAX_VALUE ? object.most() + 1 : object.least();
      return Math.min(seen.count + 1, matters);
    }

    /// How many members may still come, or must.
    private long left(Seen at, boolean onlyRequired) {
      long left = 0;
      for (int i = at.next; i < object.members().size(); i++) {
        Member member = object.members().get(i);
        boolean counts = onlyRequired ? member.required() : member.value().alive;
        if (counts && !at.members.get(i)) {
          left++;
        }
      }
      return left;
    }

    /// Whether an object that has come so far can still be completed.
    private boolean fits(Seen then) {
      return (object.most() == Long.MAX_VALUE || then.count + left(then, true) <= object.most())
          && (then.count >= object.least()
              || then.count + object.freeNames() - then.free >= object.least()
              || then.count + object.freeNames() - then.free + left(then, false) >= object.least());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof InObject place
          && place.container.equals(container)
          && place.gap == gap
          && place.seen.equals(seen);
    }

    @Override
    public int hashCode() {
      return container.hashCode() * 31 + gap.ordinal() + seen.hashCode() * 17;
    }
  }

  /// Behind a key.
  private final class Keyed implements Place {
    private final ValueShape shape;
    private final Place next;
    private final Naming.Step step;

    Keyed(ValueShape shape, Place next, Naming.Step step) {
      this.shape = shape;
      this.next = next;
      this.step = step;
    }

    @Override
    public Naming.Step step() {
      return step;
    }

    @Override
    public boolean ends() {
      return false;
    }

    @Override
    public void expand(Edges edges) {
      edges.lexeme(punctuation.colon(), new Valued(shape, next));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Keyed place
          && place.shape == shape
          && place.step == step
          && place.next.equals(next);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(shape) * 31 + next.hashCode();
    }
  }

  /// Behind the colon.
  private record Valued(ValueShape shape, Place next) implements Place {
    @Override
    public boolean ends() {
      return false;
    }

    @Override
    public void expand(Edges edges) {
      value(edges, shape, next);
    }
  }

  private final class InArray implements Place {
    private final Container container;
    private final ArrayShape array;
    private final Gap gap;
    private final long index;
    private final long wanted;

    InArray(Container container, Gap gap, long index, long wanted) {
      this.container = container;
      this.array = container.array();
      this.gap = gap;
      this.index = index;
      this.wanted = wanted;
    }

    @Override
    public boolean ends() {
      return false;
    }

    @Override
    public void expand(Edges edges) {
      long missing = array.wanted().map(w -> w.least() - wanted).orElse(0L);
      if (gap != Gap.COMMA && index >= array.least() && missing <= 0) {
        Regex close = gap == Gap.OPEN ? punctuation.endArray() : punctuation.closeArray();
        edges.lexeme(close, new End());
      }
      if (index >= array.reach()) {
        return;
      }
      if (gap == Gap.AFTER) {
        edges.lexeme(punctuation.comma(), new InArray(container, Gap.COMMA, index, wanted));
        return;
      }
      Optional<ValueShape> element = array.at(index);
      if (element.isPresent() && missing <= array.reach() - index - 1) {
        value(edges, element.get(), after(wanted));
      }
      if (missing > 0) {
        array.wanted().ifPresent(w -> value(edges, w.value(), after(wanted + 1)));
      }
    }

    private InArray after(long found) {
      return new InArray(container, Gap.AFTER, counted(), found);
    }

    private long counted() {
      boolean bounded = array.reach() < Integer.MAX_VALUE;
      long matters = bounded ? array.reach() : Math.max(array.first().size(), array.least());
      return Math.min(index + 1, matters);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof InArray place
          && place.container.equals(container)
          && place.gap == gap
          && place.index == index
          && place.wanted == wanted;
    }

    @Override
    public int hashCode() {
      return container.hashCode() * 31 + gap.ordinal() + Long.hashCode(index * 31 + wanted);
    }
  }
}
