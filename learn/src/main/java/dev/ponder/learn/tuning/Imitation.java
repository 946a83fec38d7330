package dev.ponder.learn.tuning;

import dev.ponder.learn.tuning.DataSets.Demonstration;
import dev.ponder.train.run.Batch;
import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Labelled;
import dev.ponder.train.run.Place;
import dev.ponder.train.run.Trainer;
import java.util.List;
import java.util.stream.Stream;

/// Learns to answer as others did: all learned tokens of a step count alike.
final class Imitation implements Lessons {
  private final List<Demonstration> learned;
  private final Examination examination;
  private final Shuffle shuffle;
  private final int examined;

  Imitation(List<Demonstration> learned, List<Demonstration> examined, Shuffle shuffle) {
    this.learned = learned;
    this.examined = examined.size();
    this.examination =
        Examination.ofLosses(examined.stream().flatMap(Imitation::labelled).toList());
    this.shuffle = shuffle;
  }

  private static Stream<Labelled> labelled(Demonstration demonstration) {
    return demonstration.answers().stream().map(example -> new Labelled("answers", example));
  }

  @Override
  public Batch batch(Place place) {
    return Batch.mean(
        shuffle.of(place.step()).stream().flatMap(i -> labelled(learned.get(i))).toList());
  }

  @Override
  public Result examine(Trainer trainer) {
    return examination.examine(trainer);
  }

  @Override
  public Shuffle shuffle() {
    return shuffle;
  }

  @Override
  public int examined() {
    return examined;
  }
}
