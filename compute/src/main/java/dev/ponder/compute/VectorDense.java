package dev.ponder.compute;

/// The arithmetic of training in the Vector API.
final class VectorDense implements Dense {
  @Override
  public String name() {
    return "vector-" + Lanes.COUNT * Float.SIZE;
  }

  @Override
  public void multiply(Multiplication multiplication, Workers workers) {
    DenseMultiplication.compute(multiplication, workers);
  }

  @Override
  public void normalize(Norm norm, Rows output, Workers workers) {
    DenseNorm.forward(norm, output, workers);
  }

  @Override
  public void normalizeBackward(Norm norm, Norm.Gradient gradient, Workers workers) {
    DenseNorm.backward(norm, gradient, workers);
  }

  @Override
  public void rotate(Rotation rotation, Rotation.Direction direction, Workers workers) {
    DenseRows.rotate(rotation, direction, workers);
  }

  @Override
  public void gate(Gating gating, Rows output, Workers workers) {
    DenseRows.gate(gating, output, workers);
  }

  @Override
  public void gateBackward(Gating gating, Gating.Gradient gradient, Workers workers) {
    DenseRows.gateBackward(gating, gradient, workers);
  }

  @Override
  public void attend(CausalAttention attention, CausalAttention.Result result, Workers workers) {
    DenseAttention.compute(attention, result, workers);
  }

  @Override
  public void attendBackward(
      CausalAttention attention,
      CausalAttention.Result result,
      CausalAttention.Gradient gradient,
      Workers workers) {
    DenseAttentionGradient.compute(attention, result, gradient, workers);
  }

  @Override
  public void losses(CrossEntropy entropy, Workers workers) {
    DenseEntropy.losses(entropy, workers);
  }

  @Override
  public void lossesBackward(CrossEntropy entropy, float[] coefficients, Workers workers) {
    DenseEntropy.backward(entropy, coefficients, workers);
  }
}
