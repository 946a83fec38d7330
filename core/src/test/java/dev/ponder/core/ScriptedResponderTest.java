package dev.ponder.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptedResponderTest {

  @Test
  void echoThinksAndSaysTheLastUserMessageAgain() throws Cancelled {
    List<ResponseEvent> events = answer(request(OptionalInt.empty()));

    assertThat(events.getFirst()).isEqualTo(new ResponseEvent.Started("echo@1"));
    assertThat(thought(events)).isEqualTo("The user wants to hear this again.");
    assertThat(said(events)).isEqualTo("two  words,\n");
    assertThat(events.getLast())
        .isEqualTo(new ResponseEvent.Finished(FinishReason.STOP, new Usage(6, 0, 10, 7)));
  }

  @Test
  void theLimitCutsTheAnswerAndThenTheThought() throws Cancelled {
    List<ResponseEvent> afterAWord = answer(request(OptionalInt.of(8)));
    List<ResponseEvent> whileThinking = answer(request(OptionalInt.of(2)));

    assertThat(said(afterAWord)).isEqualTo("two");
    assertThat(afterAWord.getLast())
        .isEqualTo(new ResponseEvent.Finished(FinishReason.LENGTH, new Usage(6, 0, 8, 7)));
    assertThat(thought(whileThinking)).isEqualTo("The user");
    assertThat(said(whileThinking)).isEmpty();
  }

  @Test
  void anInterruptCancelsBetweenEvents() {
    ResponseEvent word = new ResponseEvent.TextDelta("again ", List.of());
    Responder endless = new ScriptedResponder(_ -> Stream.generate(() -> word)::iterator);
    List<ResponseEvent> heard = new ArrayList<>();

    assertThatThrownBy(() ->
            endless.respond(
                request(OptionalInt.empty()),
                event -> {
                  heard.add(event);
                  if (heard.size() == 3) {
                    Thread.currentThread().interrupt();
                  }
                }))
        .isInstanceOf(Cancelled.class);
    assertThat(heard).containsExactly(word, word, word);
    assertThat(Thread.interrupted()).isFalse();
  }

  private static List<ResponseEvent> answer(ResponseRequest request) throws Cancelled {
    List<ResponseEvent> events = new ArrayList<>();
    ScriptedResponder.echo("echo@1").respond(request, events::add);
    return events;
  }

  private static ResponseRequest request(OptionalInt limit) {
    Conversation conversation =
        new Conversation(
            List.of(
                Item.Message.of(Role.USER, "first"),
                Item.Message.of(Role.USER, "two  words,\n"),
                Item.Message.of(Role.ASSISTANT, "an answer")));
    return ResponseRequest.of("echo", conversation).withMaxOutputTokens(limit);
  }

  private static String thought(List<ResponseEvent> events) {
    StringBuilder text = new StringBuilder();
    for (ResponseEvent event : events) {
      if (event instanceof ResponseEvent.ReasoningDelta(String delta)) {
        text.append(delta);
      }
    }
    return text.toString();
  }

  private static String said(List<ResponseEvent> events) {
    StringBuilder text = new StringBuilder();
    for (ResponseEvent event : events) {
      if (event instanceof ResponseEvent.TextDelta(String delta, List<TokenLogprob> _)) {
        text.append(delta);
      }
    }
    return text.toString();
  }
}
