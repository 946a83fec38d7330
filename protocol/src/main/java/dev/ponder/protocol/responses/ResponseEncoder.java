package dev.ponder.protocol.responses;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.TokenLogprob;
import dev.ponder.core.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns the events of one answer into the stream events of the wire, and keeps the response object
/// that they add up to. Each event is an object with `type` and `sequence_number`, from 0 without
/// gaps. Not thread-safe.
///
/// Items come strictly one after the other: the first event about something else ends the one
/// before.
public final class ResponseEncoder {
  private final CreateRequest request;
  private final EncoderOptions options;
  private final Events events;
  private final Snapshot snapshot;
  private final List<Draft> output = new ArrayList<>();
  private boolean open;
  private boolean created;

  ResponseEncoder(CreateRequest request, EncoderOptions options) {
    this.request = request;
    this.options = options;
    this.events = new Events(request.delivery());
    this.snapshot = new Snapshot(request, options);
  }

  /// The response waits for its turn: `response.created` and `response.queued`.
  public List<Json.Obj> queued() {
    snapshot.status(Snapshot.QUEUED);
    created = true;
    tell("response.created");
    tell("response.queued");
    return events.take();
  }

  /// What travels because of this event, in order, often nothing. [ResponseEvent.Started] gives
  /// `response.created`, unless it has travelled already, and `response.in_progress`.
  public List<Json.Obj> encode(ResponseEvent event) {
    if (ended()) {
      return List.of();
    }
    switch (event) {
      case ResponseEvent.Started(String model) -> start(model);
      case ResponseEvent.ReasoningDelta(String text) -> think(text);
      case ResponseEvent.TextDelta(String text, List<TokenLogprob> logprobs) -> say(text, logprobs);
      case ResponseEvent.ToolCallStarted(String id, String name) -> call(id, name);
      case ResponseEvent.ToolCallDelta(String id, String arguments) -> argue(id, arguments);
      // Whether the call is whole is known when something follows, or the answer ends.
      case ResponseEvent.ToolCallEnded _ -> {}
      case ResponseEvent.Finished finished -> finish(finished);
      case ResponseEvent.Failed(Problem problem) -> fail(problem);
    }
    return events.take();
  }

  /// The whole answer to a request with `generate: false`: a completed response without output.
  public List<Json.Obj> prepared() {
    start(options.model().version());
    snapshot.completed(new Usage(0, 0, 0, 0));
    tell("response.completed");
    return events.take();
  }

  /// The response was cancelled: nothing follows, and what was begun stays as it is.
  public void cancel() {
    if (!ended()) {
      abandon();
      snapshot.status(Snapshot.CANCELLED);
    }
  }

  /// Whether the response has ended, one way or another.
  public boolean ended() {
    return snapshot.ended();
  }

  /// The response object as it is now and as the client may see it.
  public Json.Obj response() {
    return Responses.shown(kept(), request.include());
  }

  /// The response object as it is now with all that may ever be asked of it, to be stored; see
  /// [Responses#shown].
  public Json.Obj kept() {
    return snapshot.json(output());
  }

  /// The output items of [#kept()].
  public List<Json.Obj> output() {
    return output.stream().map(Draft::item).toList();
  }

  private void tell(String type) {
    events.add(events.next(type).put("response", response()));
  }

  private void start(String model) {
    snapshot.model(model);
    snapshot.status(Snapshot.IN_PROGRESS);
    if (!created) {
      created = true;
      tell("response.created");
    }
    tell("response.in_progress");
  }

  // Items

  private Optional<Draft> current() {
    return open ? Optional.of(output.getLast()) : Optional.empty();
  }

  private Stage stage(String prefix) {
    close("completed");
    return new Stage(events, options.ids().next(prefix), output.size(), request.include());
  }

  private <D extends Draft> D open(D draft) {
    output.add(draft);
    open = true;
    return draft;
  }

  private void close(String status) {
    if (open) {
      output.getLast().close(status);
      open = false;
    }
  }

  private void abandon() {
    if (open) {
      output.getLast().abandon();
      open = false;
    }
  }

  private void think(String text) {
    if (text.isEmpty()) {
      return;
    }
    ThoughtDraft thought =
        current().orElse(null) instanceof ThoughtDraft draft
            ? draft
            : open(
                new ThoughtDraft(
                    stage("rs_"),
                    options.model().visibility(),
                    options.sealer(),
                    new Summary(request.thinking().summary())));
    thought.add(text);
  }

  private void say(String text, List<TokenLogprob> logprobs) {
    if (text.isEmpty() && logprobs.isEmpty()) {
      return;
    }
    message().add(text, logprobs);
  }

  private MessageDraft message() {
    return current().orElse(null) instanceof MessageDraft draft
        ? draft
        : open(new MessageDraft(stage("msg_")));
  }

  private void call(String id, String name) {
    ToolNames.Wire tool = request.toolNames().wire(name);
    open(new CallDraft(stage(CallDraft.prefix(tool.kind())), id, tool));
  }

  private void argue(String id, String arguments) {
    if (current().orElse(null) instanceof CallDraft call && call.is(id)) {
      call.add(arguments);
    }
  }

  // Endings

  private void finish(ResponseEvent.Finished finished) {
    switch (finished.reason()) {
      case STOP, TOOL_CALLS -> {
        if (finished.reason() == FinishReason.STOP && silent()) {
          message();
        }
        close("completed");
        snapshot.completed(finished.usage());
        tell("response.completed");
      }
      case LENGTH -> {
        boolean whole = current().orElse(null) instanceof CallDraft call && call.isWhole();
        close(whole ? "completed" : "incomplete");
        snapshot.incomplete(finished.usage());
        tell("response.incomplete");
      }
    }
  }

  /// An answer without a word is an empty message: clients look for one.
  private boolean silent() {
    return output.stream().allMatch(draft -> draft instanceof ThoughtDraft);
  }

  private void fail(Problem problem) {
    abandon();
    snapshot.failed(problem);
    events.add(WireProblems.event(events.next("error"), problem));
    tell("response.failed");
  }
}
