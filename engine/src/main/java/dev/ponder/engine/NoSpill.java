package dev.ponder.engine;

/// Keeps nothing beyond memory.
record NoSpill() implements Spill {
  @Override
  public boolean holdsBack(Sequence sequence, int cached, BlockPool pool) {
    return false;
  }

  @Override
  public void keep(Sequence sequence, BlockPool pool) {}

  @Override
  public void tend(BlockPool pool) {}

  @Override
  public void took(int tokens, long nanos) {}

  @Override
  public void forget(Sequence sequence) {}

  @Override
  public void rest() {}

  @Override
  public boolean isAsking() {
    return false;
  }

  @Override
  public void reset() {}

  @Override
  public void close() {}
}
