package dev.ponder.learn.evaluation;

import dev.ponder.learn.ServedModel;
import dev.ponder.learn.TranscriptVoice;
import dev.ponder.reason.Transcripts;
import java.nio.file.Path;

/// A model that is examined. One thread uses it.
final class Examinee implements AutoCloseable {
  /// Answers computed side by side. The products of small models are fast only in large batches.
  private static final int PARALLEL = 256;

  private final ServedModel served;
  private final Sitting sitting;

  private Examinee(ServedModel served) {
    this.served = served;
    this.sitting =
        new Sitting(
            served::continuations,
            new TranscriptVoice(Transcripts.of(served.loaded())),
            served.loaded().model().config().contextLength());
  }

  /// The model in that file.
  ///
  /// @throws dev.ponder.model.UnusableModelException when it is no model that can be run
  static Examinee open(Path file, int threads) {
    ServedModel served = ServedModel.open(file, threads, PARALLEL);
    try {
      return new Examinee(served);
    } catch (RuntimeException | Error e) {
      served.close();
      throw e;
    }
  }

  ServedModel served() {
    return served;
  }

  /// Where it answers.
  Sitting sitting() {
    return sitting;
  }

  @Override
  public void close() {
    served.close();
  }
}
