/// Tensors over memory segments, quantised blocks, kernels and the worker pool: the only reader of
/// the Vector API.
module dev.ponder.compute {
  requires static transitive org.jspecify;
  requires jdk.incubator.vector;

  exports dev.ponder.compute;
}
