package dev.ponder.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo.Visibility;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A client that joins the events of a stream gets the response object, whatever the answer.
class EncoderTest {

  @ParameterizedTest
  @EnumSource
  void joinedEventsAreTheResponse(Visibility visibility) {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String members = random.nextBoolean() ? "'reasoning':{'summary':'auto'}" : "'stream':true";
      ResponseEncoder encoder = Wire.encoder(Wire.request(members), visibility);
      List<Json.Obj> events = new ArrayList<>();
      for (ResponseEvent event : answer(random)) {
        events.addAll(encoder.encode(event));
      }

      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).member("sequence_number")).contains(Json.of((long) i));
      }
      assertThat(encoder.ended()).isTrue();
      assertThat(joined(events)).isEqualTo(encoder.response().member("output").orElseThrow());
      assertThat(events.getLast().member("response")).contains(encoder.response());
    }
  }

  private static List<ResponseEvent> answer(SplittableRandom random) {
    List<ResponseEvent> events = new ArrayList<>(List.of(new ResponseEvent.Started("t@1")));
    int steps = random.nextInt(12);
    for (int i = 0; i < steps; i++) {
      String text =
          List.of("", "a", "Some words. And", " more\n\n", "é\u2028").get(random.nextInt(5));
      switch (random.nextInt(3)) {
        case 0 -> events.add(new ResponseEvent.ReasoningDelta(text));
        case 1 -> events.add(new ResponseEvent.TextDelta(text, List.of()));
        default -> {
          events.add(new ResponseEvent.ToolCallStarted("call_" + i, "f"));
          events.add(new ResponseEvent.ToolCallDelta("call_" + i, text));
          events.add(new ResponseEvent.ToolCallDelta("call_" + i, "{}"));
          events.add(new ResponseEvent.ToolCallEnded("call_" + i));
        }
      }
    }
    FinishReason reason = FinishReason.values()[random.nextInt(3)];
    events.add(new ResponseEvent.Finished(reason, new Usage(9, 0, 5, 2)));
    return events;
  }

  /// Folds a stream as a client does, checking that every `done` says what its deltas said.
  private static Json joined(List<Json.Obj> events) {
    List<Json> done = new ArrayList<>();
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    for (Json.Obj event : events) {
      String type = Wire.type(event);
      String place =
          Transcript.text(event, "item_id") + type.substring(0, type.lastIndexOf('.') + 1);
      if (type.endsWith(".delta")) {
        texts
            .computeIfAbsent(place, _ -> new StringBuilder())
            .append(Transcript.text(event, "delta"));
      } else if (type.endsWith("_text.done")) {
        assertThat(said(texts, place)).isEqualTo(Transcript.text(event, "text"));
      } else if (type.endsWith("_arguments.done")) {
        assertThat(said(texts, place)).isEqualTo(Transcript.text(event, "arguments"));
      } else if (type.equals("response.output_item.added")) {
        assertThat(event.member("output_index")).contains(Json.of((long) done.size()));
      } else if (type.equals("response.output_item.done")) {
        done.add(event.member("item").orElseThrow());
      }
    }
    return Json.of(done);
  }

  private static String said(Map<String, StringBuilder> texts, String place) {
    return texts.getOrDefault(place, new StringBuilder()).toString();
  }

  @Test
  void whatIsStoredHoldsTheThoughtAndWhatIsShownDoesNot() {
    ResponseEncoder encoder = Wire.encoder(Wire.request(""), Visibility.REASONING_HIDDEN);
    Wire.play(encoder, "started(t) think(secret) say(4) stop(1 0 2 1)");

    assertThat(encoder.response().text()).doesNotContain("terces").doesNotContain("secret");
    assertThat(encoder.kept().text()).contains("sealed:terces");
    assertThat(Responses.shown(encoder.kept(), Set.of())).isEqualTo(encoder.response());
  }

  @Test
  void aCallThatTheLimitCutIsIncomplete() {
    assertThat(lastItem("started(t) call(a f) arguments(a {) called(a) length(1 0 2 0)"))
        .contains("\"status\":\"incomplete\"");
    assertThat(lastItem("started(t) call(a f) arguments(a {}) called(a) length(1 0 2 0)"))
        .contains("\"status\":\"completed\"");
    assertThat(lastItem("started(t) call(a f) arguments(a {) called(a) tool_calls(1 0 2 0)"))
        .contains("\"status\":\"completed\"");
  }

  private static String lastItem(String script) {
    ResponseEncoder encoder = Wire.encoder(Wire.request(""), Visibility.REASONING_SHOWN);
    Wire.play(encoder, script);
    return encoder.output().getLast().text();
  }

  @Test
  void aPreparedResponseIsEmptyAndComplete() {
    ResponseEncoder encoder =
        Wire.encoder(Wire.request("'generate':false"), Visibility.REASONING_SHOWN);

    assertThat(Wire.types(encoder.prepared()))
        .containsExactly("response.created", "response.in_progress", "response.completed");
    assertThat(encoder.response().member("output")).contains(Json.of(List.<Json>of()));
  }

  @Test
  void nothingFollowsACancellation() {
    ResponseEncoder encoder = Wire.encoder(Wire.request(""), Visibility.REASONING_SHOWN);
    Wire.play(encoder, "started(t) say(Hel)");
    encoder.cancel();

    assertThat(encoder.ended()).isTrue();
    assertThat(Wire.play(encoder, "say(lo) stop(1 0 1 0)")).isEmpty();
    assertThat(encoder.response().text())
        .contains("\"status\":\"cancelled\"")
        .contains("\"status\":\"incomplete\"");
  }

  @Test
  void aQueuedResponseCanFailBeforeItStarts() {
    ResponseEncoder encoder =
        Wire.encoder(Wire.request("'background':true"), Visibility.REASONING_SHOWN);

    assertThat(Wire.types(encoder.queued())).containsExactly("response.created", "response.queued");
    Problem problem =
        Problem.invalid("input", "context_length_exceeded", "Your input is too long.");
    List<Json.Obj> events = encoder.encode(new ResponseEvent.Failed(problem));
    assertThat(Wire.types(events)).containsExactly("error", "response.failed");
    assertThat(events.getFirst().text())
        .isEqualTo(
            "{\"type\":\"error\",\"sequence_number\":2,\"code\":\"context_length_exceeded\","
                + "\"message\":\"Your input is too long.\",\"param\":\"input\",\"error\":"
                + "{\"message\":\"Your input is too long.\",\"type\":\"invalid_request_error\","
                + "\"param\":\"input\",\"code\":\"context_length_exceeded\"}}");
  }

  @ParameterizedTest
  @EnumSource(CreateRequest.Thinking.Summary.class)
  void summariesDoNotDependOnThePieces(CreateRequest.Thinking.Summary detail) {
    String thought =
        "Step 1. First I look at the numbers. Then\nsome more.\n\n\n  Well: "
            + "long ".repeat(80)
            + "\n\nI know now what to say! Done.\n\nAnd this has no end";
    Summary whole = new Summary(detail);
    Summary pieces = new Summary(detail);
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < thought.length(); i++) {
      said.append(pieces.add(thought.substring(i, i + 1)));
    }
    said.append(pieces.end());

    assertThat(said.toString()).isEqualTo(whole.add(thought) + whole.end());
    switch (detail) {
      case NONE -> assertThat(said).isEmpty();
      case CONCISE -> assertThat(said).hasSizeBetween(20, 310);
      case DETAILED ->
          assertThat(said)
              .startsWith("Step 1. First I look at the numbers.\n\nWell: long")
              .endsWith("I know now what to say!\n\nAnd this has no end");
    }
  }
}
