package dev.ponder.app;

import dev.ponder.app.ModelWork.Work;
import dev.ponder.compute.Ceilings;
import dev.ponder.compute.Ceilings.Arithmetic;
import dev.ponder.core.Json;
import java.util.List;
import java.util.Set;

/// How near a model comes to what the machine can do (Williams, Waterman and Patterson 2009).
///
/// @param arithmetic that the model's weights are multiplied by
record Roofline(Ceilings ceilings, Arithmetic arithmetic, List<Achieved> achieved) {
  private static final Set<String> FLOATS = Set.of("F32", "F16", "BF16");

  Roofline {
    achieved = List.copyOf(achieved);
  }

  /// Some work and how long it took.
  record Achieved(String what, Work work, double seconds) {

    double operationsPerSecond() {
      return work.operations() / seconds;
    }

    double bytesPerSecond() {
      return work.bytes() / seconds;
    }
  }

  /// Of a model most of whose weights have that format.
  static Roofline of(Ceilings ceilings, String format, List<Achieved> achieved) {
    boolean bytes =
        !FLOATS.contains(format) && ceilings.operationsPerSecond().containsKey(Arithmetic.INT8);
    return new Roofline(ceilings, bytes ? Arithmetic.INT8 : Arithmetic.FLOAT32, achieved);
  }

  /// Operations per second that this machine allows such work at most.
  double attainable(Work work) {
    double byMemory = ceilings.bytesPerSecond() * work.intensity();
    return Math.min(byMemory, ceilings.operationsPerSecond().getOrDefault(arithmetic, byMemory));
  }

  /// Of what is attainable.
  double share(Achieved one) {
    return one.operationsPerSecond() / attainable(one.work());
  }

  Json.Obj json() {
    Json.Builder arithmetics = Json.object();
    ceilings
        .operationsPerSecond()
        .forEach((kind, speed) -> arithmetics.put(Sizes.lowerCase(kind), speed));
    return Json.object()
        .put("read_bytes_per_second", ceilings.bytesPerSecond())
        .put("operations_per_second", arithmetics.build())
        .put("arithmetic", Sizes.lowerCase(arithmetic))
        .put("achieved", Json.of(achieved.stream().map(this::json).toList()))
        .build();
  }

  private Json json(Achieved one) {
    return Json.object()
        .put("what", one.what())
        .put("operations", one.work().operations())
        .put("bytes", one.work().bytes())
        .put("operations_per_byte", one.work().intensity())
        .put("operations_per_second", one.operationsPerSecond())
        .put("bytes_per_second", one.bytesPerSecond())
        .put("attainable_operations_per_second", attainable(one.work()))
        .put("share_of_attainable", share(one))
        .build();
  }
}
