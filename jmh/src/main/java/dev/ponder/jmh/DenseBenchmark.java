package dev.ponder.jmh;

import dev.ponder.compute.Dense;
import dev.ponder.compute.Into;
import dev.ponder.compute.Multiplication;
import dev.ponder.compute.Multiplication.Form;
import dev.ponder.compute.Rows;
import dev.ponder.compute.Workers;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
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

/// The three products of a linear layer in training, at shapes of a small transformer.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class DenseBenchmark {
  private static final int TOKENS = 2048;

  /// Outputs and inputs of the layer.
  @Param({"64x192", "192x192", "512x192", "192x512", "2048x192"})
  public String shape = "192x192";

  @Param({"1", "2"})
  public int threads = 1;

  private final Dense dense = Dense.fastest();
  private Workers workers = new Workers(1);
  private int outputs;
  private int inputs;
  private Rows weights = Rows.of(new float[0], 0);
  private Rows layerInput = Rows.of(new float[0], 0);
  private Rows layerOutput = Rows.of(new float[0], 0);

  @Setup(Level.Trial)
  public void open() {
    workers = new Workers(threads);
    outputs = outputs(shape);
    inputs = inputs(shape);
    weights = filled(outputs, inputs);
    layerInput = filled(TOKENS, inputs);
    layerOutput = filled(TOKENS, outputs);
  }

  private static int outputs(String shape) {
    return Integer.parseInt(shape.substring(0, shape.indexOf('x')));
  }

  private static int inputs(String shape) {
    return Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
  }

  private static Rows filled(int rows, int width) {
    float[] values = new float[rows * width];
    Arrays.fill(values, 0.01f);
    return Rows.of(values, width);
  }

  @TearDown(Level.Trial)
  public void close() {
    workers.close();
  }

  @Benchmark
  public float[] forward() {
    return multiply(
        new Multiplication(
            Form.RIGHT_TRANSPOSED,
            TOKENS,
            outputs,
            inputs,
            layerInput,
            weights,
            layerOutput,
            Into.OVERWRITE));
  }

  @Benchmark
  public float[] inputGradient() {
    return multiply(
        new Multiplication(
            Form.PLAIN, TOKENS, inputs, outputs, layerOutput, weights, layerInput, Into.OVERWRITE));
  }

  @Benchmark
  public float[] weightGradient() {
    return multiply(
        new Multiplication(
            Form.LEFT_TRANSPOSED,
            outputs,
            inputs,
            TOKENS,
            layerOutput,
            layerInput,
            weights,
            Into.OVERWRITE));
  }

  private float[] multiply(Multiplication multiplication) {
    dense.multiply(multiplication, workers);
    return multiplication.output().values();
  }

  /// Runs all and prints rates; the arguments are numbers of threads.
  public static void main(String[] arguments) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(DenseBenchmark.class.getName());
    if (arguments.length > 0) {
      options.param("threads", arguments);
    }
    PrintStream out = System.out;
    for (RunResult result : new Runner(options.build()).run()) {
      out.println(rate(result));
    }
  }

  private static String rate(RunResult result) {
    String shape = result.getParams().getParam("shape");
    double operations = 2.0 * TOKENS * outputs(shape) * inputs(shape);
    return String.format(
        Locale.ROOT,
        "%s, %s threads, %s: %.1f GFLOP/s",
        shape,
        result.getParams().getParam("threads"),
        result.getPrimaryResult().getLabel(),
        operations / result.getPrimaryResult().getScore() / 1e9);
  }
}
