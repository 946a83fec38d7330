package dev.ponder.script;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.ScriptedResponder;
import java.util.List;
import java.util.OptionalInt;

/// Answers by a [Script]. The request's limits, stop strings, choice of tools and format hold as
/// they do for a model: a reply that breaks them is cut, or replaced by the least that keeps them.
public final class ScriptedModel implements Responder {
  private static final Reply NONE = Reply.saying("The script has no rule for this request.");

  private final Script script;
  private final String version;
  private final Shapes shapes = new Shapes();
  private final ScriptedResponder player = new ScriptedResponder(this::events);

  /// @param version the exact version it claims to be
  public ScriptedModel(Script script, String version) {
    this.script = script;
    this.version = version;
  }

  @Override
  public void respond(ResponseRequest request, EventSink events) throws Cancelled {
    player.respond(request, events);
  }

  /// Every word counts as a token, those that describe tools included.
  @Override
  public int inputTokens(ResponseRequest request) {
    return new Scene(request).inputTokens();
  }

  private List<ResponseEvent> events(ResponseRequest request) {
    Scene scene = new Scene(request);
    int room = script.contextLength() - scene.inputTokens();
    if (room <= 0) {
      throw Problem.invalid(
              "messages",
              "context_length_exceeded",
              "This model's maximum context length is %d tokens, but your messages have %d."
                  .formatted(script.contextLength(), scene.inputTokens()))
          .exception();
    }
    Reply reply =
        script.rules().stream()
            .filter(rule -> rule.applies(scene))
            .findFirst()
            .map(Rule::reply)
            .orElse(NONE);
    OptionalInt failsAfter = OptionalInt.empty();
    if (reply.error().isPresent()) {
      Reply.Failure failure = reply.error().get();
      failsAfter = failure.after();
      if (failsAfter.isEmpty()) {
        throw failure.problem().exception();
      }
    }
    int limit = Math.min(request.maxOutputTokens().orElse(room), room);
    Performance performance = new Performance(scene, Math.min(limit, failsAfter.orElse(limit)));
    performance.start(version);
    performance.play(Spoken.of(reply, scene, shapes));
    return reply
        .error()
        .map(failure -> performance.broken(failure.problem()))
        .orElseGet(performance::finished);
  }
}
