package dev.ponder.grammar;

/// A way to be an object or an array, compared by identity: equal ones are different containers,
/// and comparing them would run in circles.
final class Container<S> {
  private final S shape;

  Container(S shape) {
    this.shape = shape;
  }

  S shape() {
    return shape;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Container<?> container && container.shape == shape;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(shape);
  }
}
