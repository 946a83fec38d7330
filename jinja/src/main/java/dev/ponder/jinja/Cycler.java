package dev.ponder.jinja;

import java.util.List;

/// The `cycler` object: goes round its items.
final class Cycler implements Value.Object {
  private final List<Value> items;
  private int position;

  Cycler(List<Value> items) {
    this.items = List.copyOf(items);
  }

  Value current() {
    return items.get(position);
  }

  Value next() {
    Value item = current();
    position = (position + 1) % items.size();
    return item;
  }

  void reset() {
    position = 0;
  }
}
