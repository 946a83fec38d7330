package dev.ponder.compute;

import java.lang.foreign.MemorySegment;

/// Memory by address.
final class NativeMemory {

  /// All of it. A constant segment spares each access the look at which segment it is, and its
  /// bounds, which C2 does not move out of loops. Whoever computes an address has checked it.
  @SuppressWarnings("restricted")
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private NativeMemory() {}
}
