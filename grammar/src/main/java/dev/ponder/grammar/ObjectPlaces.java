package dev.ponder.grammar;

import dev.ponder.grammar.Rule.Edges;
import dev.ponder.grammar.Rule.Place;
import dev.ponder.grammar.ValueShape.Free;
import dev.ponder.grammar.ValueShape.Member;
import dev.ponder.grammar.ValueShape.ObjectShape;
import java.util.BitSet;

/// The places in an object: between its members, behind a key, before a member's value.
final class ObjectPlaces {
  private final Punctuation punctuation;
  private final SchemaOptions.KeyOrder order;

  ObjectPlaces(Punctuation punctuation, SchemaOptions.KeyOrder order) {
    this.punctuation = punctuation;
    this.order = order;
  }

  /// Behind the bracket that opens such an object.
  Place opened(ObjectShape object) {
    return new InObject(new Container<>(object), Gap.OPEN, Seen.NONE);
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
    private final Container<ObjectShape> container;
    private final ObjectShape object;
    private final Gap gap;
    private final Seen seen;

    InObject(Container<ObjectShape> container, Gap gap, Seen seen) {
      this.container = container;
      this.object = container.shape();
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
        edges.lexeme(close, object.freeAlive() ? new Closed() : new ValueEnd());
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
      shape.expand(edges, next);
    }
  }
}
