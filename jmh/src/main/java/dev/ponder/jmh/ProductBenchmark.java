package dev.ponder.jmh;

import dev.ponder.compute.Format;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Matrix;
import dev.ponder.compute.Workers;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// A matrix of 1024 columns by one token, from memory, and by a prompt of 512.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ProductBenchmark {
  private static final int COLUMNS = 1024;
  private static final int FEW_ROWS = 3072;
  private static final int PROMPT = 512;

  /// Rows enough that no cache holds them.
  private static final int MANY_ROWS = 131_072;

  @Param({"F32", "F16", "BF16", "Q8_0", "Q4_0"})
  public Format format = Format.F32;

  @Param({"1", "2"})
  public int threads = 1;

  private final Kernels kernels = Kernels.fastest();
  private final Arena arena = Arena.ofShared();
  private final float[] input = new float[PROMPT * COLUMNS];
  private final float[] logits = new float[MANY_ROWS];
  private final float[] output = new float[PROMPT * FEW_ROWS];
  private Workers workers = new Workers(1);
  private List<Matrix> large = List.of();
  private List<Matrix> small = List.of();

  @Setup(Level.Trial)
  public void open() {
    workers = new Workers(threads);
    large = List.of(matrix(MANY_ROWS));
    small = List.of(matrix(FEW_ROWS));
    java.util.Arrays.fill(input, 0.01f);
  }

  /// Random bits, without those that would make a scale infinite.
  private Matrix matrix(int rows) {
    SplittableRandom random = new SplittableRandom(1);
    MemorySegment data = arena.allocate(format.bytes((long) rows * COLUMNS), 64);
    for (long at = 0; at + 8 <= data.byteSize(); at += 8) {
      data.set(ValueLayout.JAVA_LONG_UNALIGNED, at, random.nextLong() & 0x3bff_3bff_3bff_3bffL);
    }
    return new Matrix(format, rows, COLUMNS, data);
  }

  @TearDown(Level.Trial)
  public void close() {
    workers.close();
    arena.close();
  }

  @Benchmark
  public float[] oneToken() {
    kernels.multiply(large, input, 1, List.of(logits), workers);
    return logits;
  }

  @Benchmark
  public float[] prompt() {
    kernels.multiply(small, input, PROMPT, List.of(output), workers);
    return output;
  }

  /// Runs all and prints rates; the arguments are numbers of threads.
  public static void main(String[] arguments) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(ProductBenchmark.class.getName());
    if (arguments.length > 0) {
      options.param("threads", arguments);
    }
    PrintStream out = System.out;
    for (RunResult result : new Runner(options.build()).run()) {
      out.println(rate(result));
    }
  }

  private static String rate(RunResult result) {
    Format format = Format.valueOf(result.getParams().getParam("format"));
    String threads = result.getParams().getParam("threads");
    double seconds = result.getPrimaryResult().getScore();
    return result.getPrimaryResult().getLabel().equals("oneToken")
        ? String.format(
            Locale.ROOT,
            "%s, %s threads, one token: %.1f GB/s",
            format,
            threads,
            format.bytes((long) MANY_ROWS * COLUMNS) / seconds / 1e9)
        : String.format(
            Locale.ROOT,
            "%s, %s threads, %d tokens: %.1f GFLOP/s",
            format,
            threads,
            PROMPT,
            2.0 * FEW_ROWS * COLUMNS * PROMPT / seconds / 1e9);
  }
}
