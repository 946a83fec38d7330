package dev.ponder.train.run;

import dev.ponder.train.optimise.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How a run goes.
///
/// @param folder of its checkpoints and metrics; made if it is not there
/// @param budget after which it ends
/// @param schedule of the optimiser's rates over the budget
/// @param configuration whatever else decides what is learned, by name: sizes, seed, rates. A
///   checkpoint of another configuration is refused, as is one of another number of threads or
///   width of vectors, which the run adds itself. A value that begins with [#DIGEST] stands for
///   contents.
/// @param betweenCheckpoints how much work may be lost
/// @param stepsBetweenExaminations 0 for none but the last
/// @param operationsPerToken floating-point operations of a step, for the progress line; 0 if
///   unknown
public record RunSettings(
    Path folder,
    Budget budget,
    Schedule schedule,
    Map<String, String> configuration,
    Duration betweenCheckpoints,
    long stepsBetweenExaminations,
    double operationsPerToken) {

  /// Begins values of a configuration of which a person is told only that they changed.
  public static final String DIGEST = "sha256:";

  public RunSettings {
    configuration = Collections.unmodifiableMap(new TreeMap<>(configuration));
  }
}
