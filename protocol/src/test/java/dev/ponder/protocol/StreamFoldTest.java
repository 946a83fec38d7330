package dev.ponder.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Defaults;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.TokenLogprob;
import dev.ponder.core.Usage;
import dev.ponder.protocol.wire.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A client that joins the chunks of a stream gets the whole answer, whatever the events.
class StreamFoldTest {
  private static final Origin ORIGIN = new Origin("chatcmpl-1", 1);

  @ParameterizedTest
  @EnumSource
  void joinedChunksAreTheWholeAnswer(ModelInfo.Visibility visibility) {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int choices = random.nextInt(1, 4);
      String fields = ",\"n\":" + choices + (random.nextBoolean() ? ",\"logprobs\":true" : "");
      ModelInfo model = model(visibility);
      WireEncoder whole = ChatCompletions.encoder(request(fields), model, ORIGIN);
      WireEncoder stream =
          ChatCompletions.encoder(
              request(
                  fields
                      + ",\"stream\":true,\"stream_options\":{\"include_usage\":true,"
                      + "\"include_obfuscation\":false}"),
              model,
              ORIGIN);

      List<String> chunks = new ArrayList<>();
      for (Script.Step step : interleaved(random, choices, fields.contains("logprobs"))) {
        assertThat(whole.encode(step.choice(), step.event())).isEmpty();
        chunks.addAll(stream.encode(step.choice(), step.event()));
      }
      chunks.addAll(stream.end());

      assertThat(chunks.removeLast()).isEqualTo("[DONE]");
      assertThat(joined(chunks)).isEqualTo(Json.parse(whole.end().getFirst()));
    }
  }

  private static ChatRequest request(String fields) {
    String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}]%s}";
    return ChatCompletions.decode(Json.parse(body.formatted(fields)));
  }

  private static ModelInfo model(ModelInfo.Visibility visibility) {
    return new ModelInfo(
        "m", "m@1", Optional.of("ab".repeat(32)), Instant.EPOCH, 99, visibility, Defaults.API);
  }

  // Events of several choices, in any order between them and in the right order within each.

  private static List<Script.Step> interleaved(
      SplittableRandom random, int choices, boolean logprobs) {
    List<List<ResponseEvent>> queues = new ArrayList<>();
    int input = random.nextInt(50);
    for (int i = 0; i < choices; i++) {
      queues.add(answer(random, logprobs, input));
    }
    List<Script.Step> steps = new ArrayList<>();
    while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
      int choice = random.nextInt(choices);
      if (!queues.get(choice).isEmpty()) {
        steps.add(new Script.Step(choice, queues.get(choice).removeFirst()));
      }
    }
    return steps;
  }

  private static List<ResponseEvent> answer(SplittableRandom random, boolean logprobs, int input) {
    List<ResponseEvent> events = new ArrayList<>();
    events.add(new ResponseEvent.Started("m@1"));
    int thoughts = random.nextInt(4);
    for (int i = 0; i < thoughts; i++) {
      events.add(new ResponseEvent.ReasoningDelta(piece(random)));
    }
    // A stream cannot tell no log probabilities from none asked for.
    int words = random.nextInt(logprobs ? 1 : 0, 5);
    for (int i = 0; i < words; i++) {
      String text = piece(random);
      TokenLogprob rival = new TokenLogprob("r", List.of(114), -random.nextDouble(), List.of());
      TokenLogprob token = new TokenLogprob("t", List.of(255), -1, List.of(rival));
      events.add(new ResponseEvent.TextDelta(text, logprobs ? List.of(token) : List.of()));
    }
    FinishReason reason = random.nextBoolean() ? FinishReason.STOP : FinishReason.LENGTH;
    Usage usage = new Usage(input, random.nextInt(input + 1), thoughts + words, thoughts);
    events.add(new ResponseEvent.Finished(reason, usage));
    return events;
  }

  private static String piece(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0xd800)));
    }
    return text.toString();
  }

  // What a client does.

  private static Json joined(List<String> chunks) {
    Map<Long, Joined> choices = new TreeMap<>();
    Map<String, Json> answer = new LinkedHashMap<>();
    for (String text : chunks) {
      Cursor chunk = Cursor.root(Json.parse(text));
      answer.putAll(chunk.members());
      for (Cursor choice : chunk.required("choices").elements("an array")) {
        long index = choice.required("index").integer(0, 9);
        choices.computeIfAbsent(index, _ -> new Joined()).accept(choice);
      }
    }
    answer.put("object", Json.of("chat.completion"));
    List<Json> all = new ArrayList<>();
    choices.forEach((index, choice) -> all.add(choice.whole(index)));
    answer.put("choices", Json.of(all));
    return new Json.Obj(answer);
  }

  private static final class Joined {
    private final Map<String, Json> message = new LinkedHashMap<>();
    private final List<Json> logprobs = new ArrayList<>();
    private Json finishReason = new Json.Null();

    void accept(Cursor choice) {
      choice
          .required("delta")
          .members()
          .forEach((name, value) -> message.merge(name, value, Joined::append));
      choice
          .optional("logprobs")
          .ifPresent(each ->
              each.required("content").elements("an array").stream()
                  .map(Cursor::value)
                  .forEach(logprobs::add));
      finishReason = choice.required("finish_reason").value();
    }

    private static Json append(Json before, Json after) {
      return before instanceof Json.Str(String start) && after instanceof Json.Str(String end)
          ? Json.of(start + end)
          : after;
    }

    Json whole(long index) {
      Json.Builder complete = Json.object();
      message.forEach(complete::put);
      complete.put("annotations", Json.of(List.<Json>of()));
      return Json.object()
          .put("index", index)
          .put("message", complete.build())
          .put("logprobs", reported())
          .put("finish_reason", finishReason)
          .build();
    }

    private Json reported() {
      return logprobs.isEmpty()
          ? new Json.Null()
          : Json.object().put("content", Json.of(logprobs)).putNull("refusal").build();
    }
  }
}
