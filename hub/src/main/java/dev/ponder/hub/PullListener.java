package dev.ponder.hub;

/// Is told how far a pull is; one event at a time, from any thread.
public interface PullListener {
  void on(PullEvent event);
}
