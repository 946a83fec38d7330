package dev.ponder.train.run;

/// Where batches come from, one for each step, in order. A run calls it from one thread at a time.
///
/// Batches that follow from the step's number need nothing more. A source that remembers something
/// gives it to be saved, and is given it back when the run goes on.
@FunctionalInterface
public interface Source {

  /// The batch of a step. An exception ends the run, which can then be resumed.
  Batch batch(Place place);

  /// What has to be known to make the batches after the last one. Kept with each batch, so it
  /// should be small.
  default byte[] state() {
    return new byte[0];
  }

  /// Takes up that state. Called before the first batch, and only if the run is resumed.
  ///
  /// @throws IllegalArgumentException when that is no state of this source
  default void resume(byte[] state) {}

  /// How many batches may be made before they are needed, on a thread of their own, while steps are
  /// computed. 0 when a batch depends on what was learned before it.
  default int ahead() {
    return 2;
  }
}
