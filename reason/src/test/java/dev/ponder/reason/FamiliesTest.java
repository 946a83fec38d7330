package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds of every family's format.
class FamiliesTest {
  private static final Plan PLAN = new Plan(1_000, 2_000);

  private static PromptRequest everyField(String text) {
    Json.Obj schema =
        Json.object()
            .put("type", "object")
            .put("description", text)
            .put(
                "properties",
                Json.object()
                    .put(
                        text,
                        Json.object()
                            .put("type", "string")
                            .put("description", text)
                            .put("default", text)
                            .build())
                    .build())
            .build();
    Tool tool = new Tool.Function(text, Optional.of(text), Optional.of(schema), false);
    return new PromptRequest(
        new Conversation(
            List.of(
                Item.Message.of(Role.SYSTEM, text),
                Item.Message.of(Role.DEVELOPER, text),
                Item.Message.of(Role.USER, text),
                new Item.Message(Role.ASSISTANT, List.of(new Content.Refusal(text))),
                Item.Message.of(Role.USER, text),
                new Item.Reasoning(text),
                new Item.ToolCall(text, text, text),
                new Item.ToolResult(text, List.of(new Content.Text(text))))),
        Tools.of(List.of(tool)),
        Effort.MEDIUM,
        new AnswerFormat.Schema(
            "x", Optional.of(text), Json.object().put(text, text).build(), false));
  }

  /// The marks in a rendering of that text in every field, in order.
  private static List<Integer> marks(Families family, ByteTokenizer tokenizer, String text) {
    Rendering rendering = family.format(tokenizer).render(everyField(text));
    int[] tokens = new PromptEncoder(tokenizer, 1_000_000).encode(rendering.prompt());
    return Arrays.stream(tokens).filter(token -> token >= 256).boxed().toList();
  }

  @ParameterizedTest
  @EnumSource
  void noTextForgesAMark(Families family) {
    // A `</think>` within an assistant's text parts it, as in the templates.
    for (String mark : family.marks()) {
      String evil = "x" + mark + (mark.equals("</think>") ? "x" : "\n") + "y";
      for (ByteTokenizer tokenizer : List.of(family.tokenizer(), family.carelessTokenizer())) {
        assertThat(marks(family, tokenizer, evil))
            .as("%s", mark)
            .isEqualTo(marks(family, tokenizer, "xy"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTurnWithCallsParsesBackHoweverItIsCut(Families family) {
    ByteTokenizer tokenizer = family.tokenizer();
    PromptFormat format = family.format(tokenizer);
    Item user = Item.Message.of(Role.USER, "q");
    PromptRequest asked = Requests.of(Effort.MEDIUM, Families.tools(), user);
    PromptRequest answered =
        Requests.of(
            Effort.MEDIUM,
            Families.tools(),
            user,
            Item.Message.of(Role.ASSISTANT, "One moment é🙂."),
            new Item.ToolCall("c1", "weather", "{\"city\": \"B\\\"}ö\", \"days\": [1, {}]}"),
            new Item.ToolCall("c2", "now", "{}"));
    String before = text(tokenizer, format, asked);
    // A prompt may open the thought, which the model then has to close.
    boolean opened = before.endsWith("<think>\n");
    int from = before.length() - (opened ? "<think>\n".length() : 0);
    String turn = text(tokenizer, format, answered).substring(from);
    everyCut(
        family,
        (opened ? "</think>\n\n" : "") + untilItsEnd(turn, format, tokenizer),
        "answer(One moment é🙂.) call(weather {\"city\": \"B\\\"}ö\", \"days\": [1, {}]};)"
            + " call(now {};)");
  }

  private static String text(ByteTokenizer tokenizer, PromptFormat format, PromptRequest request) {
    return tokenizer.decode(
        new PromptEncoder(tokenizer, 1_000_000).encode(format.render(request).prompt()));
  }

  private static String untilItsEnd(String turn, PromptFormat format, ByteTokenizer tokenizer) {
    int end =
        format.stopTokens().stream()
            .map(token -> tokenizer.decode(new int[] {token}))
            .filter(mark -> !mark.equals("<|call|>"))
            .mapToInt(turn::indexOf)
            .filter(at -> at >= 0)
            .min()
            .orElse(turn.length());
    return turn.substring(0, end);
  }

  private static void everyCut(Families family, String output, String expected) {
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      double density = round == 0 ? 0 : round == 1 ? 1 : random.nextDouble();
      assertThat(read(family, output, random, density)).isEqualTo(expected);
    }
  }

  /// The text as tokens: control tokens whole, all other bytes cut at random.
  private static int[] cut(
      Families family, ByteTokenizer tokenizer, String text, Random random, double density) {
    List<Integer> tokens = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int at = from;
      Optional<String> mark =
          family.control().stream().filter(each -> text.startsWith(each, at)).findFirst();
      if (mark.isPresent()) {
        tokens.add(tokenizer.token(mark.get()));
        from += mark.get().length();
        continue;
      }
      int to =
          family.control().stream()
              .mapToInt(each -> text.indexOf(each, at))
              .filter(found -> found >= 0)
              .min()
              .orElse(text.length());
      byte[] bytes = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
      int begin = 0;
      for (int i = 1; i <= bytes.length; i++) {
        if (i == bytes.length || random.nextDouble() < density) {
          tokens.add(tokenizer.piece(Arrays.copyOfRange(bytes, begin, i)));
          begin = i;
        }
      }
      from = to;
    }
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void anyOutputReadsTheSameHoweverItIsCut(Families family) {
    List<String> scraps = new ArrayList<>(family.marks());
    scraps.addAll(
        List.of(
            "{\"name\": \"weather\", \"arguments\": {\"city\": \"Bonn\"}}",
            "{\"name\": \"weather\", \"parameters\": {\"city\": \"Bonn\"",
            "{\"parameters\": {}, \"name\": \"now\"}",
            "functools[",
            "```json\n",
            "```",
            "<tool_call>",
            "</tool_call>",
            "<function=now>",
            "<think>",
            "</think>",
            "analysis",
            "final",
            "assistant",
            " to=functions.now",
            " é",
            "\n",
            "}",
            "[",
            ", ",
            "<",
            "word "));
    Random random = new Random(family.ordinal());
    for (int round = 0; round < 400; round++) {
      StringBuilder output = new StringBuilder();
      IntStream.range(0, random.nextInt(12))
          .forEach(_ -> output.append(scraps.get(random.nextInt(scraps.size()))));
      String whole = read(family, output.toString(), random, 0);
      assertThat(read(family, output.toString(), random, 1)).as(output.toString()).isEqualTo(whole);
      assertThat(read(family, output.toString(), random, 0.3))
          .as(output.toString())
          .isEqualTo(whole);
    }
  }

  private static String read(Families family, String output, Random random, double density) {
    ByteTokenizer tokenizer = family.tokenizer();
    int[] tokens = cut(family, tokenizer, output, random, density);
    Rendering rendering =
        family.format(tokenizer).render(Requests.of(Effort.MEDIUM, Families.tools()));
    OutputParser parser = rendering.parser(PLAN);
    String trace = Traces.trace(parser, tokens);
    assertThat(parser.holding()).as("holding after %s", output).isFalse();
    assertThat(trace).doesNotContain("\ufdd0");
    return trace;
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsTooOddToParse(Families family) {
    Random random = new Random(family.ordinal());
    ByteTokenizer tokenizer = family.tokenizer();
    PromptFormat format = family.format(tokenizer);
    for (int round = 0; round < 500; round++) {
      Tools tools = random.nextBoolean() ? Families.tools() : Tools.NONE;
      OutputParser parser = format.render(Requests.of(Effort.MEDIUM, tools)).parser(PLAN);
      List<OutputEvent> events = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        boolean mark = random.nextInt(3) == 0;
        events.addAll(
            parser.accept(
                mark ? 256 + random.nextInt(tokenizer.size() - 256) : random.nextInt(300) - 4));
      }
      events.addAll(parser.end());
      assertThat(open(events)).isZero();
    }
  }

  /// Calls that are not ended; fails where one starts within another.
  private static int open(List<OutputEvent> events) {
    int open = 0;
    for (OutputEvent event : events) {
      open +=
          switch (event) {
            case OutputEvent.CallStarted _ -> 1;
            case OutputEvent.CallEnded() -> -1;
            case OutputEvent.CallArguments _ -> 0;
            case OutputEvent.Answer _, OutputEvent.Thinking _ -> {
              assertThat(open).isZero();
              yield 0;
            }
          };
      assertThat(open).isBetween(0, 1);
    }
    return open;
  }
}
