package dev.ponder.app;

import dev.ponder.core.Json;

/// What is measured, and what computes it.
///
/// @param format the type that most of the weights have
record BenchSubject(String model, String format, int threads, String kernels) {

  static BenchSubject of(LocalModel local, Inspection inspection) {
    return new BenchSubject(
        local.loaded().name(),
        inspection.mainType(),
        local.workers().threads(),
        local.kernels().name());
  }

  Json.Builder json() {
    return Json.object()
        .put("model", model)
        .put("format", format)
        .put("threads", threads)
        .put("kernels", kernels);
  }

  /// For people, on one line.
  String text() {
    return "%s %s, %d threads, %s kernels".formatted(model, format, threads, kernels);
  }
}
