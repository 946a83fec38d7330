package dev.ponder.protocol.anthropic;

import static dev.ponder.core.ModelInfo.Visibility.REASONING_HIDDEN;
import static dev.ponder.core.ModelInfo.Visibility.REASONING_SHOWN;
import static dev.ponder.protocol.anthropic.Fakes.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.Usage;
import dev.ponder.protocol.WireEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Answers as they travel: to the byte, and streams as folds of what whole answers say.
class MessagesAnswerTest {
  private static final String THINKING = "\"thinking\":{\"type\":\"adaptive\"}";
  private static final Usage USAGE = new Usage(9, 4, 7, 3);

  private static final List<ResponseEvent> CALLING =
      List.of(
          new ResponseEvent.Started("tiny@1"),
          new ResponseEvent.ReasoningDelta("Hm"),
          new ResponseEvent.ReasoningDelta("m."),
          new ResponseEvent.TextDelta("", List.of()),
          new ResponseEvent.TextDelta("I look.", List.of()),
          new ResponseEvent.ToolCallStarted("call_1", "look"),
          new ResponseEvent.ToolCallDelta("call_1", "{\"at\":"),
          new ResponseEvent.ToolCallDelta("call_1", "\"Bonn\"}"),
          new ResponseEvent.ToolCallEnded("call_1"),
          new ResponseEvent.Finished(FinishReason.TOOL_CALLS, USAGE));

  @Test
  void streamOfThoughtTextAndCall() {
    assertThat(pieces(hello(THINKING + ",\"stream\":true"), REASONING_SHOWN, CALLING))
        .containsExactly(
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                + "\"role\":\"assistant\",\"model\":\"tiny\",\"content\":[],\"stop_reason\":null,"
                + "\"stop_sequence\":null,\"stop_details\":null,\"container\":null,"
                + "\"diagnostics\":null,\"usage\":{\"input_tokens\":9,"
                + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                + "\"output_tokens\":0,\"output_tokens_details\":{\"thinking_tokens\":0},"
                + "\"server_tool_use\":null,\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,"
                + "\"ephemeral_1h_input_tokens\":0},\"service_tier\":\"standard\","
                + "\"speed\":\"standard\",\"inference_geo\":null}}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
            "{\"type\":\"ping\"}",
            delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}"),
            delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"m.\"}"),
            delta(0, "{\"type\":\"signature_delta\",\"signature\":\"[Hmm.]\"}"),
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":"
                + "{\"type\":\"text\",\"text\":\"\"}}",
            delta(1, "{\"type\":\"text_delta\",\"text\":\"I look.\"}"),
            "{\"type\":\"content_block_stop\",\"index\":1}",
            "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":"
                + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\",\"input\":{},"
                + "\"caller\":{\"type\":\"direct\"}}}",
            delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"at\\\":\"}"),
            delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"Bonn\\\"}\"}"),
            "{\"type\":\"content_block_stop\",\"index\":2}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\","
                + "\"stop_sequence\":null,\"stop_details\":null,\"container\":null},"
                + "\"usage\":{\"input_tokens\":5,\"cache_creation_input_tokens\":0,"
                + "\"cache_read_input_tokens\":4,\"output_tokens\":7,"
                + "\"output_tokens_details\":{\"thinking_tokens\":3},\"server_tool_use\":null}}",
            "{\"type\":\"message_stop\"}");
  }

  @Test
  void whatOfTheThoughtTravels() {
    assertThat(whole("", REASONING_SHOWN).text()).doesNotContain("thinking\",\"thinking");
    assertThat(whole(THINKING, REASONING_SHOWN).text())
        .contains("{\"type\":\"thinking\",\"thinking\":\"Hmm.\",\"signature\":\"[Hmm.]\"}");
    String sealed = "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"[Hmm.]\"}";
    assertThat(whole(THINKING, REASONING_HIDDEN).text()).contains(sealed);
    assertThat(
            whole("\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}", REASONING_SHOWN)
                .text())
        .contains(sealed);
  }

  @Test
  void marksDecideHowTokensAreTold() {
    String text = whole("\"cache_control\":{\"type\":\"ephemeral\"}", REASONING_SHOWN).text();
    assertThat(text)
        .contains(
            "\"input_tokens\":1,\"cache_creation_input_tokens\":4,\"cache_read_input_tokens\":4")
        .contains("\"ephemeral_5m_input_tokens\":4,\"ephemeral_1h_input_tokens\":0");
  }

  @Test
  void whyAnswersEnd() {
    assertThat(ending(FinishReason.STOP, 7, Optional.empty())).contains("\"end_turn\"");
    assertThat(ending(FinishReason.STOP, 7, Optional.of("END")))
        .contains("\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"");
    assertThat(ending(FinishReason.LENGTH, 2048, Optional.empty())).contains("\"max_tokens\"");
    assertThat(ending(FinishReason.LENGTH, 2000, Optional.empty()))
        .contains("\"model_context_window_exceeded\"");
  }

  @Test
  void failureEndsAStream() {
    List<String> pieces =
        pieces(
            hello("\"stream\":true"),
            REASONING_SHOWN,
            List.of(
                new ResponseEvent.Started("tiny@1"),
                new ResponseEvent.Failed(Problem.of(Problem.Kind.INTERNAL, "Broken."))));
    assertThat(pieces).hasSize(2);
    assertThat(pieces.getLast())
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Broken.\"},"
                + "\"request_id\":\"req_1\"}");
  }

  @Test
  void failureIsTheWholeAnswer() {
    WireEncoder encoder =
        Messages.encoder(
            hello(""), Fakes.model(REASONING_SHOWN), Fakes.ORIGIN, new Fakes.Brackets());
    encoder.encode(0, new ResponseEvent.Failed(Problem.of(Problem.Kind.INTERNAL, "Broken.")));
    assertThatThrownBy(encoder::end).isInstanceOf(Problem.Exceptional.class);
  }

  @Test
  void inputsThatAreNoObjectsAreGivenBackAsText() {
    List<ResponseEvent> events =
        List.of(
            new ResponseEvent.Started("tiny@1"),
            new ResponseEvent.ToolCallStarted("call_1", "look"),
            new ResponseEvent.ToolCallDelta("call_1", "{\"at"),
            new ResponseEvent.ToolCallEnded("call_1"),
            new ResponseEvent.Finished(FinishReason.TOOL_CALLS, USAGE));
    assertThat(pieces(hello(""), REASONING_SHOWN, events).getFirst())
        .contains("\"input\":{\"INVALID_JSON\":\"{\\\"at\"}");
  }

  @Test
  void streamsFoldToWholeAnswers() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 300; i++) {
      List<ResponseEvent> events = events(random);
      String members = random.nextBoolean() ? THINKING : "\"top_k\":3";
      ModelInfo.Visibility visibility = random.nextBoolean() ? REASONING_SHOWN : REASONING_HIDDEN;
      Json whole = Json.parse(pieces(hello(members), visibility, events).getFirst());
      List<String> stream = pieces(hello(members + ",\"stream\":true"), visibility, events);
      assertThat(folded(stream)).as(events.toString()).isEqualTo(content(whole));
    }
  }

  /// Any order of events that responders may give, and some that they should not: calls may be
  /// written side by side.
  private static List<ResponseEvent> events(SplittableRandom random) {
    List<ResponseEvent> events = new ArrayList<>(List.of(new ResponseEvent.Started("tiny@1")));
    List<String> open = new ArrayList<>();
    int calls = 0;
    for (int i = random.nextInt(20); i > 0; i--) {
      String text = random.nextInt(6) == 0 ? "" : "ab ".substring(random.nextInt(3));
      switch (random.nextInt(5)) {
        case 0 -> events.add(new ResponseEvent.ReasoningDelta(text));
        case 1 -> events.add(new ResponseEvent.TextDelta(text, List.of()));
        case 2 -> {
          open.add("call_" + calls++);
          events.add(new ResponseEvent.ToolCallStarted(open.getLast(), "look"));
          events.add(new ResponseEvent.ToolCallDelta(open.getLast(), "{\"n\":"));
        }
        default -> {
          if (!open.isEmpty()) {
            String id = open.remove(random.nextInt(open.size()));
            events.add(new ResponseEvent.ToolCallDelta(id, "1}"));
            events.add(new ResponseEvent.ToolCallEnded(id));
          }
        }
      }
    }
    events.add(new ResponseEvent.Finished(FinishReason.STOP, USAGE));
    return events;
  }

  /// The content that a client puts together from a stream; blocks come one after the other.
  private static List<Json> folded(List<String> stream) {
    List<Json> content = new ArrayList<>();
    Map<String, Json> block = new LinkedHashMap<>();
    StringBuilder input = new StringBuilder();
    for (String piece : stream) {
      Json.Obj event = (Json.Obj) Json.parse(piece);
      switch (string(event, "type")) {
        case "content_block_start" -> {
          assertThat(block).isEmpty();
          assertThat(event.member("index")).contains(Json.of(content.size()));
          block.putAll(((Json.Obj) event.member("content_block").orElseThrow()).members());
        }
        case "content_block_delta" -> {
          Json.Obj delta = (Json.Obj) event.member("delta").orElseThrow();
          delta
              .members()
              .forEach((name, value) -> {
                if (name.equals("partial_json")) {
                  input.append(((Json.Str) value).value());
                } else if (!name.equals("type")) {
                  block.merge(name, value, MessagesAnswerTest::joined);
                }
              });
        }
        case "content_block_stop" -> {
          if (block.containsKey("input")) {
            block.put("input", BlockJson.input(input.toString()));
          }
          content.add(new Json.Obj(block));
          block.clear();
          input.setLength(0);
        }
        default -> {}
      }
    }
    assertThat(block).isEmpty();
    return content;
  }

  private static Json joined(Json some, Json more) {
    return Json.of(((Json.Str) some).value() + ((Json.Str) more).value());
  }

  private static String string(Json.Obj object, String name) {
    return ((Json.Str) object.member(name).orElseThrow()).value();
  }

  private static List<Json> content(Json message) {
    return ((Json.Arr) ((Json.Obj) message).member("content").orElseThrow()).elements();
  }

  private static String ending(FinishReason reason, int output, Optional<String> stop) {
    Usage usage = new Usage(9, 0, output, 0);
    return pieces(
            hello(""),
            REASONING_SHOWN,
            List.of(
                new ResponseEvent.Started("tiny@1"),
                new ResponseEvent.Finished(reason, usage, stop)))
        .getFirst();
  }

  private static Json whole(String members, ModelInfo.Visibility visibility) {
    return Json.parse(pieces(hello(members), visibility, CALLING).getFirst());
  }

  private static String delta(int index, String delta) {
    return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
  }

  private static List<String> pieces(
      MessagesRequest request, ModelInfo.Visibility visibility, List<ResponseEvent> events) {
    WireEncoder encoder =
        Messages.encoder(request, Fakes.model(visibility), Fakes.ORIGIN, new Fakes.Brackets());
    List<String> pieces = new ArrayList<>();
    events.forEach(event -> pieces.addAll(encoder.encode(0, event)));
    pieces.addAll(encoder.end());
    return pieces;
  }
}
