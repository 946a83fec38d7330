package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.responses.CreateRequest;
import dev.ponder.protocol.responses.Responses;
import dev.ponder.state.Kind;
import dev.ponder.state.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up the background responses that an earlier process was told of and did not end.
///
/// Each is begun anew. One that was taken up and not ended [#MOST_STARTS] times may be what ended
/// the process, so it is given up.
final class Resumption implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);
  private static final int MOST = 10_000;
  private static final int MOST_STARTS = 3;

  private final Foundation foundation;
  private final Making making;
  private final Thread thread;

  private record Unfinished(StoredObject object, Submission submission, Holds.Hold hold) {}

  private Resumption(Foundation foundation, Making making) {
    this.foundation = foundation;
    this.making = making;
    List<Unfinished> unfinished = collected();
    this.thread = Thread.ofVirtual().name("resumption").unstarted(() -> resume(unfinished));
  }

  /// Finds out what is unfinished and takes it up little by little. Conversations that wait for it
  /// are held when this returns.
  static Resumption start(Foundation foundation, Making making) {
    Resumption resumption = new Resumption(foundation, making);
    resumption.thread.start();
    return resumption;
  }

  /// Takes nothing more up.
  @Override
  public void close() {
    thread.interrupt();
    Threads.join(thread);
  }

  private List<Unfinished> collected() {
    List<StoredObject> pending =
        foundation
            .state()
            .read(
                reader -> reader.ofAllOwners(Kind.RESPONSE, Map.of(Shelf.PENDING, Shelf.YES), MOST))
            .entries();
    List<Unfinished> unfinished = new ArrayList<>();
    for (StoredObject object : pending) {
      attempt(object, () -> collect(object).ifPresent(unfinished::add));
    }
    return unfinished;
  }

  private Optional<Unfinished> collect(StoredObject object) {
    if (starts(object) >= MOST_STARTS) {
      throw Problem.of(
              Problem.Kind.INTERNAL,
              "The server stopped each time it made this response, so it is not tried again.")
          .exception();
    }
    Submission submission = submission(object);
    Holds.Hold hold = making.hold(submission);
    return Optional.of(new Unfinished(object, submission, hold));
  }

  private Submission submission(StoredObject object) {
    String owner = object.owner();
    String id = object.id();
    Profile profile = Profile.valueOf(object.attributes().getOrDefault(Shelf.PROFILE, "LENIENT"));
    record Found(Optional<Json> body, List<Json.Obj> input) {}
    Found found =
        foundation
            .state()
            .read(reader ->
                new Found(
                    Shelf.request(reader, owner, id),
                    Shelf.items(reader, owner, Shelf.response(id, Shelf.INPUT))));
    Json body =
        found
            .body()
            .orElseThrow(() -> new IllegalStateException("the request of " + id + " is not there"));
    CreateRequest request =
        Responses.decode(body, making.options(profile), Ids::next).withInput(found.input());
    return new Submission(new Caller(owner, profile), request, body);
  }

  private void resume(List<Unfinished> unfinished) {
    for (Unfinished each : unfinished) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      attempt(each.object(), () -> again(each));
    }
  }

  private void again(Unfinished each) {
    try {
      if (stillWanted(each.object())) {
        making.again(each.submission(), each.object().id(), each.object().created(), each.hold());
      } else {
        each.hold().close();
      }
    } catch (Cancelled e) {
      // The server stops; its next start takes the response up.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      each.hold().close();
      throw e;
    }
  }

  /// Whether the response was not cancelled or deleted in the meantime; counts one more start.
  private boolean stillWanted(StoredObject object) {
    return foundation
        .state()
        .write(writer ->
            writer
                .update(Kind.RESPONSE, object.owner(), object.id(), Resumption::counted)
                .filter(now -> now.attributes().containsKey(Shelf.PENDING))
                .isPresent());
  }

  private static StoredObject counted(StoredObject object) {
    if (!object.attributes().containsKey(Shelf.PENDING)) {
      return object;
    }
    Map<String, String> attributes = new LinkedHashMap<>(object.attributes());
    attributes.put(Shelf.STARTS, Integer.toString(starts(object) + 1));
    return object.withAttributes(attributes);
  }

  private static int starts(StoredObject object) {
    return Integer.parseInt(object.attributes().getOrDefault(Shelf.STARTS, "0"));
  }

  /// What cannot be taken up has failed.
  private void attempt(StoredObject object, Runnable step) {
    try {
      step.run();
    } catch (Problem.Exceptional e) {
      if (e.problem().kind() != Problem.Kind.UNAVAILABLE) {
        giveUp(object, e.problem());
      }
    } catch (RuntimeException e) {
      LOG.error("{} could not be taken up", object.id(), e);
      giveUp(object, Problems.internal());
    }
  }

  private void giveUp(StoredObject object, Problem problem) {
    foundation
        .state()
        .write(writer -> {
          Shelf.forgetRequest(writer, object.owner(), object.id());
          return writer.update(
              Kind.RESPONSE,
              object.owner(),
              object.id(),
              now ->
                  ResponseRecords.finished(
                      now, Shelf.withoutOutput(Responses.failed(now.body(), problem))));
        });
  }
}
