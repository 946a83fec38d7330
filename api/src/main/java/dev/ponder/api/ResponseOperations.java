package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.protocol.responses.CreateRequest;
import dev.ponder.protocol.responses.Include;
import dev.ponder.protocol.responses.Responses;
import dev.ponder.protocol.responses.Unknown;
import dev.ponder.state.Kind;
import dev.ponder.state.Reader;
import dev.ponder.state.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What can be done with responses.
///
/// A response is made on a thread of its own and tells a log what happens, which whoever asked for
/// it reads. Without `background` it ends with its reader, and is stored when it is over, before
/// the last event is told. With `background` it is stored before anybody is told of it.
public final class ResponseOperations implements AutoCloseable {
  private final Foundation foundation;
  private final Making making;
  private final Compacting compacting;
  private final Resumption resumption;

  private ResponseOperations(Foundation foundation, Seals seals, Holds holds) {
    this.foundation = foundation;
    this.making = new Making(foundation, seals, holds);
    this.compacting = new Compacting(foundation, seals, making);
    this.resumption = Resumption.start(foundation, making);
  }

  /// Takes up what an earlier process left unfinished.
  static ResponseOperations start(Foundation foundation, Seals seals, Holds holds) {
    return new ResponseOperations(foundation, seals, holds);
  }

  /// Lets go of what is made in the background; the server's next start takes it up.
  @Override
  public void close() {
    resumption.close();
    making.close();
  }

  // Making

  /// Reads a request.
  ///
  /// @throws Problem.Exceptional when it is not one that can be honoured
  public Submission submission(Caller caller, Json body) {
    CreateRequest request = Responses.decode(body, making.options(caller.profile()), Ids::next);
    return new Submission(caller, Storing.allowed(request, foundation.keeping()), body);
  }

  /// Starts to make a response and returns its events. One that is made in the background goes on
  /// when nobody reads them.
  ///
  /// @throws Problem.Exceptional when it cannot be made
  public Reading answer(Submission submission) throws Cancelled {
    return submission.request().background()
        ? new LogReading(making.background(submission).log(), 0)
        : making.foreground(submission, Making.Memory.NONE);
  }

  /// Starts to make a response in the background and returns it as it waits.
  ///
  /// @throws Problem.Exceptional when it cannot be made
  public Json.Obj enqueued(Submission submission) throws Cancelled {
    return making.background(submission).response();
  }

  /// A connection of that caller's, which remembers its last response.
  public Session session(Caller caller) {
    return new Session(this, making, caller);
  }

  /// How many tokens the model would be told.
  ///
  /// @throws Problem.Exceptional when the request is not one that can be honoured
  public Json.Obj inputTokens(Caller caller, Json body) throws Cancelled {
    CreateRequest request =
        Responses.decodeInputTokens(body, making.options(caller.profile()), Ids::next);
    Prepared prepared = making.preparation().prepare(caller, request, Optional.empty());
    try {
      return Responses.inputTokens(foundation.responder().inputTokens(prepared.asked()));
    } catch (Problem.Exceptional e) {
      throw Problems.aboutInput(e.problem()).exception();
    }
  }

  /// Makes a short conversation of a long one.
  ///
  /// @throws Problem.Exceptional when it cannot be done
  public Json.Obj compact(Caller caller, Json body) throws Cancelled {
    return compacting.compact(caller, body);
  }

  // Stored responses

  /// The response of that id.
  ///
  /// @param include what to show beside the usual
  /// @throws Problem.Exceptional when there is none, or it cannot be shown so
  public Json.Obj retrieve(Caller caller, String id, List<String> include) {
    Set<Include> shown = Responses.decodeInclude(include);
    return Responses.shown(kept(caller, id), shown);
  }

  /// The events of a response that was made in the background as a stream, from the one after
  /// `startingAfter` on; those to come, too.
  ///
  /// @param startingAfter -1 for all
  /// @throws Problem.Exceptional when there is none, or its events are gone
  public Reading follow(Caller caller, String id, long startingAfter) {
    StoredObject object = stored(caller, id);
    if (!Shelf.STREAMED.equals(object.attributes().get(Shelf.BACKGROUND))) {
      throw Unknown.notStreamable().exception();
    }
    long place = startingAfter + 1;
    Optional<BackgroundRun> run = making.runs().find(caller.owner(), id);
    if (run.isPresent()) {
      EventLog log = run.get().log();
      if (place < log.first()) {
        throw Problem.invalid(
                "starting_after",
                "invalid_value",
                "Invalid 'starting_after': the events up to " + log.first() + " are gone.")
            .exception();
      }
      return new LogReading(log, place);
    }
    return replay(caller, id, place);
  }

  private Reading replay(Caller caller, String id, long place) {
    record Ended(Json.Obj response, List<StreamEvent> events) {}
    Ended ended =
        foundation
            .state()
            .read(reader ->
                new Ended(kept(reader, caller, id), Shelf.events(reader, caller.owner(), id)));
    Json.Obj shown = Responses.shown(ended.response(), Set.of());
    // What was given up at a start has no events; its end tells everything.
    List<StreamEvent> events =
        ended.events().isEmpty()
            ? List.of(StreamEvent.ending(shown, place))
            : ended.events().stream().skip(place).toList();
    return new Replay(events, new Outcome.Made(shown));
  }

  /// Ends a response that is made in the background; one that is over stays as it is.
  ///
  /// @throws Problem.Exceptional when there is none, or it is not made in the background
  public Json.Obj cancel(Caller caller, String id) {
    StoredObject object = stored(caller, id);
    if (!object.attributes().containsKey(Shelf.BACKGROUND)) {
      throw Unknown.notCancellable().exception();
    }
    end(caller, id);
    return retrieve(caller, id, List.of());
  }

  /// Deletes a response; one that is being made is cancelled.
  ///
  /// @throws Problem.Exceptional when there is none
  public Json.Obj delete(Caller caller, String id) {
    end(caller, id);
    boolean deleted =
        foundation.state().write(writer -> writer.delete(Kind.RESPONSE, caller.owner(), id));
    if (!deleted) {
      throw Unknown.response(id).exception();
    }
    foundation.responder().forget(caller.owner(), id);
    return Responses.deleted(id);
  }

  /// The items that the request of a response brought.
  ///
  /// @param include what to show beside the usual
  /// @throws Problem.Exceptional when there is no such response, or no such page
  public Json.Obj inputItems(Caller caller, String id, PageRequest page, List<String> include) {
    Set<Include> shown = Responses.decodeInclude(include);
    return foundation
        .state()
        .read(reader -> {
          find(reader, caller, id);
          return ItemPages.page(
              reader, caller.owner(), Shelf.response(id, Shelf.INPUT), page, shown);
        });
  }

  /// Whether that response is being made right now.
  boolean isRunning(Caller caller, String id) {
    return making.runs().find(caller.owner(), id).isPresent();
  }

  /// Cancels a response that is being made.
  private void end(Caller caller, String id) {
    making.runs().find(caller.owner(), id).ifPresent(BackgroundRun::cancel);
    // One that was not taken up again yet.
    foundation
        .state()
        .write(writer ->
            writer.update(
                Kind.RESPONSE,
                caller.owner(),
                id,
                object ->
                    object.attributes().containsKey(Shelf.PENDING)
                        ? ResponseRecords.finished(
                            object, Responses.withStatus(object.body(), "cancelled"))
                        : object));
  }

  private StoredObject stored(Caller caller, String id) {
    return foundation.state().read(reader -> find(reader, caller, id));
  }

  private Json.Obj kept(Caller caller, String id) {
    return foundation.state().read(reader -> kept(reader, caller, id));
  }

  private static Json.Obj kept(Reader reader, Caller caller, String id) {
    return Shelf.kept(reader, find(reader, caller, id));
  }

  private static StoredObject find(Reader reader, Caller caller, String id) {
    return reader
        .find(Kind.RESPONSE, caller.owner(), id)
        .orElseThrow(() -> Unknown.response(id).exception());
  }
}
