package dev.ponder.protocol;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.TokenLogprob;
import dev.ponder.core.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Gathers the events of every choice into one `chat.completion`.
final class WholeEncoder implements WireEncoder {
  private final Envelope envelope;
  private final List<Choice> choices;
  private String version;
  private Optional<Problem> failure = Optional.empty();

  WholeEncoder(Envelope envelope) {
    this.envelope = envelope;
    this.version = envelope.model().version();
    this.choices = Stream.generate(Choice::new).limit(envelope.choices()).toList();
  }

  @Override
  public List<String> encode(int index, ResponseEvent event) {
    Choice choice = choices.get(index);
    switch (event) {
      case ResponseEvent.Started(String model) -> version = model;
      case ResponseEvent.ReasoningDelta(String text) -> choice.reasoning.append(text);
      case ResponseEvent.TextDelta(String text, List<TokenLogprob> logprobs) -> {
        choice.text.append(text);
        choice.logprobs.addAll(logprobs);
      }
      case ResponseEvent.ToolCallStarted(String id, String name) ->
          choice.calls.add(new Call(id, name, new StringBuilder()));
      case ResponseEvent.ToolCallDelta(String id, String arguments) ->
          choice.call(id).arguments().append(arguments);
      case ResponseEvent.ToolCallEnded _ -> {}
      case ResponseEvent.Finished finished -> choice.ending = Optional.of(finished);
      case ResponseEvent.Failed(Problem problem) ->
          failure = failure.or(() -> Optional.of(problem));
    }
    return List.of();
  }

  @Override
  public List<String> end() {
    failure.ifPresent(problem -> {
      throw problem.exception();
    });
    List<Json> answers = new ArrayList<>();
    List<Usage> usages = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      ResponseEvent.Finished ending = choices.get(i).ending.orElseThrow();
      answers.add(answer(i, choices.get(i), ending.reason()));
      usages.add(ending.usage());
    }
    Json.Builder body =
        envelope
            .opening("chat.completion", version)
            .put("choices", Json.of(answers))
            .put("usage", Envelope.usage(usages));
    Json.Obj metadata = envelope.request().notes().metadata();
    if (!metadata.members().isEmpty()) {
      body.put("metadata", metadata);
    }
    return List.of(body.build().text());
  }

  private Json answer(int index, Choice choice, FinishReason reason) {
    boolean silent = choice.text.isEmpty() && !choice.calls.isEmpty();
    Json.Builder message =
        Json.object()
            .put("role", "assistant")
            .put("content", silent ? new Json.Null() : Json.of(choice.text.toString()))
            .putNull("refusal")
            .put("annotations", Json.of(List.<Json>of()));
    if (!choice.calls.isEmpty()) {
      switch (envelope.calling()) {
        case TOOL_CALLS ->
            message.put("tool_calls", Json.of(choice.calls.stream().map(this::toolCall).toList()));
        case FUNCTION_CALL -> message.put("function_call", choice.calls.getFirst().function());
      }
    }
    if (envelope.showsReasoning() && !choice.reasoning.isEmpty()) {
      message
          .put("reasoning", choice.reasoning.toString())
          .put("reasoning_content", choice.reasoning.toString());
    }
    Json logprobs = envelope.wantsLogprobs() ? Envelope.logprobs(choice.logprobs) : new Json.Null();
    return Json.object()
        .put("index", index)
        .put("message", message.build())
        .put("logprobs", logprobs)
        .put("finish_reason", envelope.finishReason(reason))
        .build();
  }

  private Json toolCall(Call call) {
    Json.Builder told = Json.object().put("id", call.id());
    return envelope.isCustom(call.name())
        ? told.put("type", "custom").put("custom", call.custom()).build()
        : told.put("type", "function").put("function", call.function()).build();
  }

  /// One call of a tool, its arguments growing.
  private record Call(String id, String name, StringBuilder arguments) {
    Json function() {
      return Json.object().put("name", name).put("arguments", arguments.toString()).build();
    }

    Json custom() {
      return Json.object().put("name", name).put("input", arguments.toString()).build();
    }
  }

  /// What one choice has said so far.
  private static final class Choice {
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<TokenLogprob> logprobs = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private Optional<ResponseEvent.Finished> ending = Optional.empty();

    Call call(String id) {
      return calls.stream().filter(call -> call.id().equals(id)).findFirst().orElseThrow();
    }
  }
}
