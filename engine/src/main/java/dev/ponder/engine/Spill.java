package dev.ponder.engine;

/// Where prefixes go beyond the memory of the cache, and come back from. Owned by the engine's
/// thread.
interface Spill {

  /// Nowhere.
  Spill NONE = new NoSpill();

  /// Whether the sequence, of whose prompt so many positions are in memory, had better wait because
  /// more of it is on its way.
  boolean holdsBack(Sequence sequence, int cached, BlockPool pool);

  /// The prompt is computed and in the cache.
  void keep(Sequence sequence, BlockPool pool);

  /// Between steps: takes in what has come, and hands out what is to go.
  void tend(BlockPool pool);

  /// A step computed so many tokens in that time.
  void took(int tokens, long nanos);

  /// The sequence waits no longer.
  void forget(Sequence sequence);

  /// Waits a moment for what is on its way, when there is nothing else to do.
  void rest();

  /// Whether [#tend] has something to do.
  boolean isAsking();

  /// The cache was dropped, and all sequences.
  void reset();

  /// Lets what was kept be written, unless that takes too long. The cache must be there still.
  void close();
}
