package dev.ponder.app;

import dev.ponder.core.Json;
import java.time.Duration;
import java.util.Optional;

/// What a benchmark found; speeds in tokens per second.
///
/// @param warmUp from opening the model to the end of the warm-up that a server does too
record BenchmarkResult(
    BenchSubject subject,
    Benchmark benchmark,
    Spread promptSpeed,
    Spread generationSpeed,
    Duration loading,
    Duration warmUp,
    Optional<ResidentMemory> memory) {

  Json.Builder json() {
    Json.Builder out =
        subject
            .json()
            .put("prompt_tokens", benchmark.prompt())
            .put("generated_tokens", benchmark.generate())
            .put("repetitions", benchmark.repetitions())
            .put("prompt_tokens_per_second", promptSpeed.json())
            .put("generation_tokens_per_second", generationSpeed.json())
            .put("load_seconds", loading.toMillis() / 1e3)
            .put("warm_up_seconds", warmUp.toMillis() / 1e3);
    memory.ifPresent(held ->
        out.put("peak_resident_bytes", held.peak())
            .put("anonymous_resident_bytes", held.anonymous()));
    return out;
  }
}
