package dev.ponder.core;

/// Takes the events of one answer, in order, on the thread that makes them.
public interface EventSink {

  /// @throws Cancelled when nobody wants the rest
  void accept(ResponseEvent event) throws Cancelled;
}
