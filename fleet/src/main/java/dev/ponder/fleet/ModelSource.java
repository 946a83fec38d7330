package dev.ponder.fleet;

import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;

/// A model that can be loaded. Two sources are equal while they stand for the same unchanged file.
public interface ModelSource {

  /// What is known without reading the whole file; perhaps no digest.
  ModelInfo info();

  /// The same with the digest, which may take as long as reading the file.
  ///
  /// @throws Problem.Exceptional when the file cannot be read
  ModelInfo identified();

  /// Bytes of memory that the loaded model takes at most: weights, cache and activations.
  long bytes();

  /// Brings the model into memory, ready to answer.
  ///
  /// @throws Problem.Exceptional when that fails; the message says why
  Resident load();
}
