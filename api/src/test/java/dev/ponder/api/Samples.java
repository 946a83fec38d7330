package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.FinishReason;
import dev.ponder.core.ModelCatalog;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.ScriptedEmbedder;
import dev.ponder.core.Usage;
import dev.ponder.protocol.Profile;
import dev.ponder.state.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// What tests of operations stand on.
final class Samples {
  static final ModelInfo MODEL =
      ModelInfo.of("tiny", Optional.empty(), Instant.ofEpochSecond(1_750_000_000), 4096);
  static final Caller ADA = new Caller("ada", Profile.LENIENT);

  private Samples() {}

  static Foundation foundation(State state, Responder responder, Keeping keeping) {
    return new Foundation(
        responder,
        new ScriptedEmbedder(MODEL.version(), 16),
        catalog(),
        state,
        keeping,
        InstantSource.system());
  }

  private static ModelCatalog catalog() {
    return new ModelCatalog() {
      @Override
      public List<ModelInfo> models() {
        return List.of(MODEL);
      }

      @Override
      public Optional<ModelInfo> find(String name) {
        return Optional.of(MODEL).filter(model -> model.id().equals(name));
      }
    };
  }

  /// Says `Done.` after a thought.
  static Responder quick() {
    return new Responder() {
      @Override
      public void respond(ResponseRequest request, EventSink events) throws Cancelled {
        events.accept(new ResponseEvent.Started(MODEL.version()));
        events.accept(new ResponseEvent.ReasoningDelta("A secret thought."));
        events.accept(new ResponseEvent.TextDelta("Done.", List.of()));
        events.accept(new ResponseEvent.Finished(FinishReason.STOP, new Usage(1, 0, 2, 1)));
      }

      @Override
      public int inputTokens(ResponseRequest request) {
        return 1;
      }
    };
  }

  /// Begins and never ends by itself.
  static Responder hanging() {
    return new Responder() {
      @Override
      public void respond(ResponseRequest request, EventSink events) throws Cancelled {
        events.accept(new ResponseEvent.Started(MODEL.version()));
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new Cancelled("interrupted");
        }
      }

      @Override
      public int inputTokens(ResponseRequest request) {
        return 1;
      }
    };
  }
}
