package dev.ponder.grammar;

import dev.ponder.grammar.Rule.Edges;
import dev.ponder.grammar.Rule.Place;

/// Where a value ends.
record ValueEnd() implements Place {
  @Override
  public boolean ends() {
    return true;
  }

  @Override
  public void expand(Edges edges) {}
}
