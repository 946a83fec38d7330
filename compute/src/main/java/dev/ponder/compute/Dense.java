package dev.ponder.compute;

/// The arithmetic of training: forward and backward passes of a transformer's operations over dense
/// float matrices.
///
/// Each operation is one parallel region over rows, heads or tiles. The order in which an output
/// element is summed depends on the shapes alone, not on the number of threads or how bands fall,
/// so equal calls give equal bits.
///
/// All operations throw [IllegalArgumentException] before they write when an array is too short.
/// Implementations are stateless.
public interface Dense {

  /// Multiplies matrices.
  void multiply(Multiplication multiplication, Workers workers);

  /// `output[rows, heads · width] = ` the normalised input. May work in place.
  void normalize(Norm norm, Rows output, Workers workers);

  /// Gradients of a norm's input and weight.
  void normalizeBackward(Norm norm, Norm.Gradient gradient, Workers workers);

  /// Turns heads by their positions' angles, or back, in place. The backward pass of one direction
  /// is the other.
  void rotate(Rotation rotation, Rotation.Direction direction, Workers workers);

  /// `output[rows, width] = silu(gate) · up`. May work in place of either.
  void gate(Gating gating, Rows output, Workers workers);

  /// Gradients of gate and gated values.
  void gateBackward(Gating gating, Gating.Gradient gradient, Workers workers);

  /// Attention; fills the result.
  void attend(CausalAttention attention, CausalAttention.Result result, Workers workers);

  /// Gradients of queries, keys and values.
  void attendBackward(
      CausalAttention attention,
      CausalAttention.Result result,
      CausalAttention.Gradient gradient,
      Workers workers);

  /// The losses of the rows. The logits stay.
  void losses(CrossEntropy entropy, Workers workers);

  /// The losses of the rows, and in place of the logits the gradients of `sum over rows of
  /// coefficients[row] · loss[row]`, which are `coefficients[row] · (softmax - one at the target)`.
  /// A row whose coefficient is 0 becomes zeros.
  ///
  /// @param coefficients as many as rows
  void lossesBackward(CrossEntropy entropy, float[] coefficients, Workers workers);

  /// What it is, and how wide its vectors are: `scalar`, or `vector-` and bits. Only between equal
  /// names are results equal to the bit.
  String name();

  /// The implementation that goes with [Kernels#fastest]: in the Vector API where there is one,
  /// else scalar.
  static Dense fastest() {
    return KernelChoice.dense();
  }
}
