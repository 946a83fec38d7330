package dev.ponder.train;

/// A tensor that is learned, row-major.
///
/// @param name as in GGUF files, such as `blk.0.attn_q.weight`
/// @param rows outputs; 1 for a vector
/// @param columns inputs
/// @param values `rows · columns`; changed by the optimiser
/// @param gradients likewise; added to by [Trainable#accumulate], cleared by whoever has used them
public record Parameter(
    String name, Role role, int rows, int columns, float[] values, float[] gradients) {

  /// What optimisers treat differently.
  public enum Role {
    /// Multiplies activations.
    MATRIX,
    /// A row for each token.
    EMBEDDING,
    /// Scales of norms and biases, which do not decay.
    VECTOR
  }

  /// A tensor without gradients yet.
  public static Parameter of(String name, Role role, int rows, int columns) {
    int size = Math.multiplyExact(rows, columns);
    return new Parameter(name, role, rows, columns, new float[size], new float[size]);
  }
}
