package dev.ponder.compute;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// The most that a machine can do of what kernels consist of, as measured: no product of a matrix
/// can be faster than its arithmetic or than its weights come from memory.
///
/// Each is the best of many rounds by the whole team, since whatever else a machine does makes a
/// round slower and nothing makes it faster. The first rounds are slow until their code is
/// compiled, so measuring goes on for as long as rounds get faster, and some time more.
///
/// @param bytesPerSecond read from memory, in order
/// @param operationsPerSecond of each kind that was measured; a multiplication with its addition
///   counts as two
public record Ceilings(double bytesPerSecond, Map<Arithmetic, Double> operationsPerSecond) {

  /// Kinds of arithmetic that kernels are made of.
  public enum Arithmetic {
    /// Fused multiplications and additions of 32-bit floats, by the Vector API.
    FLOAT32,
    /// Dot products of bytes, summed in 32 bits, as the native kernels have them.
    INT8
  }

  /// What measuring may take.
  ///
  /// @param each how long each ceiling is measured after the last round that was faster
  /// @param bytes of memory that is read; many times what caches hold
  public record Effort(Duration each, long bytes) {

    /// Half a second, over 256 MiB.
    public static final Effort USUAL = new Effort(Duration.ofMillis(500), 256L << 20);

    /// @throws IllegalArgumentException when nothing would be measured
    public Effort {
      if (each.isNegative() || bytes < 1) {
        throw new IllegalArgumentException("nothing to measure");
      }
    }
  }

  /// What counts as faster.
  private static final double FASTER = 1.01;

  /// Of a round at least, so that starting the team counts for little.
  private static final long ROUND_NANOS = 5_000_000;

  public Ceilings {
    Map<Arithmetic, Double> copy = new EnumMap<>(Arithmetic.class);
    copy.putAll(operationsPerSecond);
    operationsPerSecond = Collections.unmodifiableMap(copy);
  }

  /// Measures by that team, which must have nothing else to do. Dot products of bytes only if those
  /// kernels have them.
  ///
  /// @throws IllegalStateException when the Vector API is absent or unfit
  /// @throws InterruptedException when the thread is interrupted, between two rounds
  public static Ceilings measure(Kernels kernels, Workers workers, Effort effort)
      throws InterruptedException {
    KernelChoice.obstacle()
        .ifPresent(obstacle -> {
          throw new IllegalStateException(obstacle);
        });
    Map<Arithmetic, Double> operations = new EnumMap<>(Arithmetic.class);
    operations.put(Arithmetic.FLOAT32, floats(workers, effort.each));
    if (kernels instanceof NativeKernels quantised) {
      operations.put(Arithmetic.INT8, bytes(quantised, workers, effort.each));
    }
    return new Ceilings(reading(workers, effort), operations);
  }

  private static double reading(Workers workers, Effort effort) throws InterruptedException {
    long bytes = Math.ceilDiv(effort.bytes, Peak.READ_BYTES) * Peak.READ_BYTES;
    int parts = Math.toIntExact(bytes / Peak.READ_BYTES);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(bytes, Peak.READ_BYTES);
      // Pages that were never written are all one and the same.
      memory.fill((byte) 1);
      long start = memory.address();
      int[] sums = new int[workers.threads()];
      Part part =
          (number, worker) -> sums[worker] += Peak.read(start + (long) number * Peak.READ_BYTES);
      return Peak.READ_BYTES * best(workers, effort.each, _ -> parts, part);
    }
  }

  private static double floats(Workers workers, Duration time) throws InterruptedException {
    float[] sums = new float[workers.threads()];
    Part part = (_, worker) -> sums[worker] += Peak.multiplyAndAdd(0.5f);
    return Peak.FLOAT_OPERATIONS * best(workers, time, Ceilings::longer, part);
  }

  private static double bytes(NativeKernels kernels, Workers workers, Duration time)
      throws InterruptedException {
    Part part = (_, worker) -> kernels.dots(workers, worker);
    return 2.0 * NativeKernels.CALL_DOTS * best(workers, time, Ceilings::longer, part);
  }

  /// Work of which a round has many.
  private interface Part {
    void run(int number, int worker);
  }

  /// How many parts a round has.
  private interface Length {

    /// @param last round
    int after(Round last);
  }

  private record Round(int parts, long nanos) {
    double perSecond() {
      return parts * 1e9 / Math.max(1, nanos);
    }
  }

  private static int longer(Round last) {
    return last.nanos < ROUND_NANOS ? 2 * last.parts : last.parts;
  }

  /// The most parts per second of a round. Ends when none was faster for that long.
  private static double best(Workers workers, Duration time, Length length, Part part)
      throws InterruptedException {
    warmUp(time.multipliedBy(2), part);
    double best = 0;
    long since = System.nanoTime();
    Round last = new Round(workers.threads(), ROUND_NANOS);
    do {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      last = round(workers, length.after(last), part);
      if (last.perSecond() > best * FASTER) {
        since = System.nanoTime();
      }
      best = Math.max(best, last.perSecond());
    } while (System.nanoTime() - since < time.toNanos());
    return best;
  }

  /// By the caller alone, which leaves cores for the compiler.
  private static void warmUp(Duration time, Part part) throws InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      part.run(0, 0);
    }
  }

  private static Round round(Workers workers, int parts, Part part) {
    long start = System.nanoTime();
    workers.forEachBand(
        parts,
        1,
        (from, to, worker) -> {
          for (int number = from; number < to; number++) {
            part.run(number, worker);
          }
        });
    return new Round(parts, System.nanoTime() - start);
  }
}
