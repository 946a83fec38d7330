package dev.ponder.grammar;

import dev.ponder.grammar.Rule.Edges;
import dev.ponder.grammar.Rule.Place;
import dev.ponder.grammar.ValueShape.ArrayShape;
import java.util.Optional;

/// The places in an array: between its elements.
final class ArrayPlaces {
  private final Punctuation punctuation;

  ArrayPlaces(Punctuation punctuation) {
    this.punctuation = punctuation;
  }

  /// Behind the bracket that opens such an array.
  Place opened(ArrayShape array) {
    return new InArray(new Container<>(array), Gap.OPEN, 0, 0);
  }

  private final class InArray implements Place {
    private final Container<ArrayShape> container;
    private final ArrayShape array;
    private final Gap gap;
    private final long index;
    private final long wanted;

    InArray(Container<ArrayShape> container, Gap gap, long index, long wanted) {
      this.container = container;
      this.array = container.shape();
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
        edges.lexeme(close, new ValueEnd());
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
        element.get().expand(edges, after(wanted));
      }
      if (missing > 0) {
        array.wanted().ifPresent(w -> w.value().expand(edges, after(wanted + 1)));
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
