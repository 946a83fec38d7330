package dev.ponder.grammar;

import dev.ponder.grammar.Rule.Edges;
import dev.ponder.grammar.Rule.Place;
import dev.ponder.grammar.ValueShape.ArrayShape;
import dev.ponder.grammar.ValueShape.ObjectShape;

/// The places in values: where one begins and ends, and those within objects and arrays.
final class ValuePlaces {
  private final Punctuation punctuation;
  private final ObjectPlaces objects;
  private final ArrayPlaces arrays;

  ValuePlaces(Punctuation punctuation, SchemaOptions.KeyOrder order) {
    this.punctuation = punctuation;
    this.objects = new ObjectPlaces(punctuation, order);
    this.arrays = new ArrayPlaces(punctuation);
  }

  /// Where a value of that shape begins.
  Place start(ValueShape shape) {
    return new Start(shape);
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
      edges.lexeme(shape.scalar, new ValueEnd());
      for (ObjectShape object : shape.objects) {
        edges.lexeme(punctuation.openObject(), objects.opened(object));
      }
      for (ArrayShape array : shape.arrays) {
        edges.lexeme(punctuation.openArray(), arrays.opened(array));
      }
    }
  }
}
