package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published test cases of the Harmony format.
class HarmonyFixtureTest {
  private static final Path FOLDER = Path.of("../../shared/fixtures/thirdparty/openai+harmony");
  private static final ByteTokenizer TOKENS = Families.HARMONY.tokenizer();

  private record Case(Json.Obj json) {
    String text(String key) {
      return HarmonyFixtureTest.text(json, key);
    }

    @Override
    public String toString() {
      return text("test") + " " + text("file");
    }
  }

  private static Stream<Case> cases() throws IOException {
    if (!Files.exists(FOLDER)) {
      return Stream.of(new Case(Json.object().build()));
    }
    Json all = Json.parse(Files.readString(FOLDER.resolve("cases.json")));
    return ((Json.Arr) all).elements().stream().map(each -> new Case((Json.Obj) each));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void thePublishedAnswerComesOut(Case each) throws IOException {
    assumeTrue(Files.exists(FOLDER), "no Harmony fixtures here");
    switch (each.text("call")) {
      case "render_conversation", "render_conversation_for_completion" -> rendered(each);
      case "render" -> {
        Prompt.Builder prompt = new Prompt.Builder(Prompt.Script.of(TOKENS, Harmony.MARKS));
        message((Json.Obj) each.json().member("input").orElseThrow(), "").write(prompt);
        assertThat(encoded(prompt)).startsWith(file(each));
      }
      default -> parsed(each);
    }
  }

  private static void rendered(Case each) throws IOException {
    String expected = file(each);
    Json.Obj input = (Json.Obj) each.json().member("input").orElseThrow();
    List<HarmonyMessage> messages = new ArrayList<>();
    for (Json message : list(input, "messages")) {
      messages.add(message((Json.Obj) message, expected));
    }
    Json.Obj config = (Json.Obj) each.json().member("config").orElseThrow();
    boolean drops = Json.of(true).equals(config.members().get("auto_drop_analysis"));
    List<HarmonyMessage> kept = drops ? HarmonyMessage.withoutOldThoughts(messages) : messages;
    Prompt.Builder prompt = new Prompt.Builder(Prompt.Script.of(TOKENS, Harmony.MARKS));
    kept.forEach(message -> message.write(prompt));
    if (each.text("call").equals("render_conversation_for_completion")) {
      prompt.script("<|start|>assistant");
    }
    assertThat(encoded(prompt)).isEqualTo(expected);
  }

  /// The parser gives the parts that the reference finds: thoughts, answers and calls.
  private static void parsed(Case each) {
    String output = each.text("completion_text").replaceFirst("^<\\|start\\|>assistant", "");
    List<String> expected = new ArrayList<>();
    List<Tool> tools = new ArrayList<>();
    for (Json json : list(each.json(), "expected_messages")) {
      Json.Obj message = (Json.Obj) json;
      String text = content(message);
      String recipient = text(message, "recipient").replace("functions.", "");
      if (!recipient.isEmpty()) {
        tools.add(new Tool.Function(recipient, Optional.empty(), Optional.empty(), false));
        expected.add("call(" + recipient + " " + text + ";)");
      } else {
        expected.add(
            (text(message, "channel").equals("final") ? "answer" : "think") + "(" + text + ")");
      }
    }
    PromptRequest request = Requests.of(Effort.MEDIUM, Tools.of(tools));
    OutputParser parser = Harmony.of(TOKENS).render(request).parser(new Plan(100, 200));
    assertThat(Traces.trace(parser, TOKENS.tokens(output))).isEqualTo(String.join(" ", expected));
  }

  private static HarmonyMessage message(Json.Obj json, String expected) {
    Json.Obj first = (Json.Obj) list(json, "content").getFirst();
    return switch (text(first, "type")) {
      case "system_content" -> HarmonyMessage.of("system", system(first, expected).text());
      case "developer_content" ->
          HarmonyMessage.of(
              "developer", HarmonyMessage.developer(text(first, "instructions"), functions(first)));
      default ->
          new HarmonyMessage(
              text(json, "role").equals("tool") ? text(json, "name") : text(json, "role"),
              text(json, "recipient"),
              text(json, "channel"),
              text(json, "content_type"),
              content(json));
    };
  }

  private static HarmonySystem system(Json.Obj content, String expected) {
    Json.Obj channels = (Json.Obj) content.member("channel_config").orElseThrow();
    String date = text(content, "conversation_start_date");
    List<String> builtIns = new ArrayList<>();
    content
        .member("tools")
        .ifPresent(tools ->
            ((Json.Obj) tools)
                .members()
                .keySet()
                .forEach(name -> builtIns.add(section(name, expected))));
    return new HarmonySystem(
        text(content, "model_identity"),
        text(content, "knowledge_cutoff"),
        date.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(date)),
        Effort.valueOf(text(content, "reasoning_effort").toUpperCase(Locale.ROOT)),
        list(channels, "valid_channels").stream().map(each -> ((Json.Str) each).value()).toList(),
        builtIns,
        expected.contains("namespace functions"));
  }

  /// The description of a built-in tool, which the cases give by name only.
  private static String section(String name, String expected) {
    int from = expected.indexOf("## " + name + "\n");
    String rest = expected.substring(from);
    int to =
        Stream.of(rest.indexOf("\n\n## ", 1), rest.indexOf("\n\n# ", 1))
            .filter(at -> at > 0)
            .min(Integer::compare)
            .orElseThrow();
    return rest.substring(0, to);
  }

  private static List<Tool> functions(Json.Obj content) {
    if (!(content.members().get("tools") instanceof Json.Obj namespaces)) {
      return List.of();
    }
    List<Tool> tools = new ArrayList<>();
    for (Json tool : list((Json.Obj) namespaces.member("functions").orElseThrow(), "tools")) {
      Json.Obj function = (Json.Obj) tool;
      tools.add(
          new Tool.Function(
              text(function, "name"),
              Optional.of(text(function, "description")),
              function.member("parameters").map(schema -> (Json.Obj) schema),
              false));
    }
    return tools;
  }

  private static String content(Json.Obj message) {
    return text((Json.Obj) list(message, "content").getFirst(), "text");
  }

  private static String encoded(Prompt.Builder prompt) {
    return TOKENS.decode(new PromptEncoder(TOKENS, 100_000).encode(prompt.build())).stripTrailing();
  }

  private static String file(Case each) throws IOException {
    return Files.readString(FOLDER.resolve("test-data").resolve(each.text("file"))).stripTrailing();
  }

  private static String text(Json.Obj object, String key) {
    return object.members().get(key) instanceof Json.Str(String value) ? value : "";
  }

  private static List<Json> list(Json.Obj object, String key) {
    return object.members().get(key) instanceof Json.Arr(List<Json> all) ? all : List.of();
  }
}
