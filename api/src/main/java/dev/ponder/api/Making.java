package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Defaults;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Responder;
import dev.ponder.protocol.DecodeOptions;
import dev.ponder.protocol.Origin;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.responses.CreateRequest;
import dev.ponder.protocol.responses.EncoderOptions;
import dev.ponder.protocol.responses.ResponseEncoder;
import dev.ponder.protocol.responses.Responses;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes responses, for clients that wait and in the background.
final class Making implements AutoCloseable {
  /// Characters that may wait for a slow reader before the model waits too.
  private static final long WAITING = 1 << 20;

  /// Characters of events that are kept for readers who come late: more than any context holds.
  private static final long KEPT = 64 << 20;

  private final Foundation foundation;
  private final Seals seals;
  private final Holds holds;
  private final Preparation preparation;
  private final ResponseRecords records;
  private final BackgroundRuns runs = new BackgroundRuns();

  Making(Foundation foundation, Seals seals, Holds holds) {
    this.foundation = foundation;
    this.seals = seals;
    this.holds = holds;
    this.preparation = new Preparation(foundation, seals);
    this.records = new ResponseRecords(foundation);
  }

  Preparation preparation() {
    return preparation;
  }

  BackgroundRuns runs() {
    return runs;
  }

  /// What a connection remembers, and who is to remember the response.
  record Memory(Optional<Recollection> last, Consumer<Recollection> next) {
    static final Memory NONE = new Memory(Optional.empty(), _ -> {});
  }

  /// A response that waits in the background.
  ///
  /// @param response what its client is told
  record Queued(Json.Obj response, EventLog log) {}

  DecodeOptions options(Profile profile) {
    return new DecodeOptions(this::usual, profile);
  }

  private Defaults usual(String model) {
    return foundation.catalog().find(model).map(ModelInfo::defaults).orElse(Defaults.API);
  }

  /// Starts a response that ends with its reader.
  Reading foreground(Submission submission, Memory memory) throws Cancelled {
    Holds.Hold hold = hold(submission);
    try {
      Prepared prepared =
          preparation.prepare(submission.caller(), submission.request(), memory.last());
      String id = Ids.next("resp_");
      ResponseEncoder encoder = encoder(prepared, id, foundation.clock().instant());
      EventLog log = EventLog.passing(WAITING);
      Turn turn = new Turn(foundation.responder(), encoder, records.foreground(prepared, id), log);
      ForegroundRun.Course course =
          whose -> {
            try (hold) {
              Outcome outcome =
                  prepared.request().generate() ? whose.ask(prepared.asked(id)) : whose.prepare();
              if (outcome instanceof Outcome.Made) {
                memory.next().accept(new Recollection(id, prepared.upTo(encoder.output())));
              }
              return outcome;
            }
          };
      return ForegroundRun.start(turn, log, course);
    } catch (RuntimeException | Error | Cancelled e) {
      hold.close();
      throw e;
    }
  }

  /// Stores a response and has it made, whoever waits for it.
  Queued background(Submission submission) throws Cancelled {
    Holds.Hold hold = hold(submission);
    try (BackgroundRuns.Ticket ticket = runs.admit()) {
      Prepared prepared =
          preparation.prepare(submission.caller(), submission.request(), Optional.empty());
      String id = Ids.next("resp_");
      ResponseEncoder encoder = encoder(prepared, id, foundation.clock().instant());
      BackgroundRun.Task task = task(prepared, id, encoder);
      task.turn().queue();
      Json.Obj response = encoder.response();
      records.queued(submission, prepared, id, encoder);
      ticket.start(task, hold::close);
      return new Queued(response, task.log());
    } catch (RuntimeException | Error | Cancelled e) {
      hold.close();
      throw e;
    }
  }

  /// Takes up a response that is stored and waits.
  void again(Submission submission, String id, Instant created, Holds.Hold hold) throws Cancelled {
    try (BackgroundRuns.Ticket ticket = runs.admit()) {
      Prepared prepared =
          preparation.prepare(submission.caller(), submission.request(), Optional.empty());
      BackgroundRun.Task task = task(prepared, id, encoder(prepared, id, created));
      task.turn().queue();
      ticket.start(task, hold::close);
    }
  }

  private BackgroundRun.Task task(Prepared prepared, String id, ResponseEncoder encoder) {
    EventLog log = EventLog.keeping(KEPT);
    Keeper keeper = records.background(prepared, id, log);
    Responder responder =
        new MeteredResponder(
            new PatientResponder(foundation.responder()), prepared.caller().meter());
    Turn turn = new Turn(responder, encoder, keeper, log);
    return new BackgroundRun.Task(prepared.caller().owner(), id, turn, log, prepared.asked(id));
  }

  /// Takes hold of the conversation that the response is to join.
  Holds.Hold hold(Submission submission) {
    return switch (submission.request().context()) {
      case CreateRequest.Context.In(String id) -> holds.take(submission.caller().owner(), id);
      case CreateRequest.Context.Fresh(), CreateRequest.Context.After _ -> Holds.none();
    };
  }

  private ResponseEncoder encoder(Prepared prepared, String id, Instant created) {
    EncoderOptions options =
        new EncoderOptions(
            prepared.model(),
            new Origin(id, created.getEpochSecond()),
            seals.sealer(prepared.caller().owner()),
            Ids::next,
            foundation.clock());
    return Responses.encoder(prepared.request(), options);
  }

  /// Lets go of what is made in the background; the server's next start takes it up.
  @Override
  public void close() {
    runs.close();
  }
}
