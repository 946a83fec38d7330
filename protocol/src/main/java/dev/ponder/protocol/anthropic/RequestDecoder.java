package dev.ponder.protocol.anthropic;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Defaults;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import dev.ponder.protocol.Schemas;
import dev.ponder.protocol.anthropic.MessagesRequest.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads the top level of a request. Every field of the API is honoured (here, in [TurnDecoder] and
/// in [ToolDecoder]), or accepted or refused by name (in [InertFields]).
final class RequestDecoder {
  static final Set<String> HONOURED =
      Set.of(
          "model",
          "max_tokens",
          "messages",
          "system",
          "temperature",
          "top_p",
          "top_k",
          "stop_sequences",
          "stream",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "output_format",
          "context_management");

  private static final int MAX_STOPS = 64;

  /// Longest stop sequence in characters: each is looked for after every token.
  private static final int MAX_STOP_LENGTH = 1_024;

  /// Stands for a `top_p` of 0, which the API allows: the likeliest token only.
  private static final double LEAST_TOP_P = 1e-6;

  /// A block with which Claude Code tells its version to the biller; it may change with each
  /// request, which would spoil the cache of the prompt behind it.
  private static final String BILLING = "x-anthropic-billing-header:";

  private final Place body;
  private final MessagesOptions options;
  private final String model;
  private final Defaults usual;

  RequestDecoder(Place body, MessagesOptions options) {
    this.body = body;
    this.options = options;
    InertFields.check(body, HONOURED);
    this.model = body.required("model").filled();
    this.usual = options.usual().apply(model);
  }

  MessagesRequest answer() {
    int maxTokens = body.required("max_tokens").integer(1, Integer.MAX_VALUE);
    ThinkingDecoder thinking = ThinkingDecoder.of(body.optional("thinking"));
    thinking.check(body, maxTokens);
    ResponseRequest request = request(thinking).withMaxOutputTokens(OptionalInt.of(maxTokens));
    return new MessagesRequest(
        request,
        body.optional("stream").map(Place::bool).orElse(false) ? Delivery.STREAM : Delivery.WHOLE,
        thinking.thoughts(),
        CacheMarks.of(body),
        body.optional("context_management").map(ContextEdits::decode));
  }

  ResponseRequest count() {
    return request(ThinkingDecoder.of(body.optional("thinking")));
  }

  private ResponseRequest request(ThinkingDecoder thinking) {
    List<Item> items = new ArrayList<>(system());
    items.addAll(TurnDecoder.decode(body.required("messages"), options.sealer()));
    Effort effort =
        body.optional("output_config")
            .flatMap(RequestDecoder::effort)
            .orElse(thinking.effort(usual.effort()));
    return ResponseRequest.of(model, new Conversation(items))
        .withEffort(effort)
        .withSampling(sampling())
        .withMaxReasoningTokens(thinking.budget())
        .withTools(ToolDecoder.decode(body))
        .withFormat(format());
  }

  private List<Item> system() {
    Optional<Place> system = body.optional("system");
    if (system.isEmpty()) {
      return List.of();
    }
    List<Content> said =
        TextBlocks.decode(system.get()).stream()
            .filter(text -> !text.startsWith(BILLING))
            .<Content>map(Content.Text::new)
            .toList();
    return said.isEmpty() ? List.of() : List.of(new Item.Message(Role.SYSTEM, said));
  }

  /// More than high effort there is not.
  private static Optional<Effort> effort(Place config) {
    config.allow(Set.of("effort", "format", "task_budget"));
    return config
        .optional("effort")
        .map(field ->
            switch (field.oneOf(List.of("low", "medium", "high", "xhigh", "max"))) {
              case "low" -> Effort.LOW;
              case "medium" -> Effort.MEDIUM;
              default -> Effort.HIGH;
            });
  }

  private Sampling sampling() {
    Sampling sampling = usual.sampling();
    OptionalInt topK =
        body.optional("top_k")
            .map(field -> field.integer(0, Integer.MAX_VALUE))
            .filter(count -> count > 0)
            .map(OptionalInt::of)
            .orElseGet(sampling::topK);
    return sampling
        .withTemperature(decimal("temperature", 2).orElse(sampling.temperature()))
        .withTopP(Math.max(decimal("top_p", 1).orElse(sampling.topP()), LEAST_TOP_P))
        .withTopK(topK)
        .withStop(
            body.optional("stop_sequences").map(RequestDecoder::stops).orElse(sampling.stop()));
  }

  private Optional<Double> decimal(String name, double high) {
    return body.optional(name).map(field -> field.decimal(0, high));
  }

  private static List<String> stops(Place field) {
    List<Place> stops = field.elements();
    if (stops.size() > MAX_STOPS) {
      throw field.refused("List should have at most " + MAX_STOPS + " items");
    }
    List<String> texts = new ArrayList<>();
    for (Place stop : stops) {
      String text = stop.string();
      if (text.isBlank()) {
        throw stop.refused("each stop sequence must contain non-whitespace");
      }
      if (text.length() > MAX_STOP_LENGTH) {
        throw stop.refused("String should have at most " + MAX_STOP_LENGTH + " characters");
      }
      texts.add(text);
    }
    return texts;
  }

  private AnswerFormat format() {
    Optional<Place> config =
        body.optional("output_config").flatMap(each -> each.optional("format"));
    return config
        .or(() -> body.optional("output_format"))
        .map(RequestDecoder::format)
        .orElseGet(AnswerFormat.Text::new);
  }

  private static AnswerFormat format(Place field) {
    field.required("type").oneOf(List.of("json_schema"));
    field.allow(Set.of("type", "schema"));
    Place schema = field.required("schema");
    AnswerFormat.Schema format =
        new AnswerFormat.Schema("answer", Optional.empty(), new Json.Obj(schema.members()), false);
    Schemas.complaint(format)
        .ifPresent(complaint -> {
          throw schema.refused(complaint);
        });
    return format;
  }
}
