package dev.ponder.protocol;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Conversation;
import dev.ponder.core.Defaults;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Sampling;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Efforts;
import dev.ponder.protocol.wire.Metadata;
import dev.ponder.protocol.wire.Verbosity;
import dev.ponder.protocol.wire.Wording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the top level of a Chat Completions request. Every field of the API is honoured (here and
/// in the decoders of its parts), or accepted or refused by name (in [InertFields]).
final class ChatDecoder {
  static final Set<String> HONOURED =
      Set.of(
          "model",
          "messages",
          "max_completion_tokens",
          "max_tokens",
          "reasoning_effort",
          "temperature",
          "top_p",
          "seed",
          "stop",
          "presence_penalty",
          "frequency_penalty",
          "logit_bias",
          "logprobs",
          "top_logprobs",
          "n",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "functions",
          "function_call",
          "response_format",
          "verbosity",
          "store",
          "metadata",
          "service_tier",
          "stream",
          "stream_options");

  private static final List<String> TIERS =
      List.of("auto", "default", "flex", "scale", "priority", "fast");

  private static final int MAX_CHOICES = 128;
  private static final int MAX_TOP_LOGPROBS = 20;
  private static final int MAX_STOPS = 4;

  /// Longest stop string in characters: each is looked for after every token.
  private static final int MAX_STOP_LENGTH = 1_024;

  /// Stands for a `top_p` of 0, which the API allows: the likeliest token only.
  private static final double LEAST_TOP_P = 1e-6;

  private ChatDecoder() {}

  static ChatRequest decode(Cursor body, DecodeOptions options) {
    InertFields.check(body, HONOURED);
    ChatRequest read =
        new ChatRequest(
            request(body, options),
            integer(body, "n", MAX_CHOICES).orElse(1),
            delivery(body),
            ToolDecoder.calling(body),
            notes(body, options.profile()));
    switch (options.profile()) {
      case LENIENT -> {}
      case O4_MINI -> HostedRules.check(body, read.request());
    }
    return read;
  }

  private static ResponseRequest request(Cursor body, DecodeOptions options) {
    String model = body.required("model").string();
    Defaults defaults = options.usual().apply(model);
    Conversation said = new Conversation(MessageDecoder.decode(body.required("messages")));
    Conversation conversation =
        body.optional("verbosity")
            .map(field -> Verbosity.read(field, options.profile()).in(said))
            .orElse(said);
    ResponseRequest request =
        ResponseRequest.of(model, conversation)
            .withEffort(defaults.effort())
            .withSampling(sampling(body, defaults.sampling()))
            .withMaxOutputTokens(maxOutputTokens(body, defaults.maxOutputTokens()))
            .withTools(ToolDecoder.decode(body))
            .withFormat(
                body.optional("response_format")
                    .map(FormatDecoder::decode)
                    .orElseGet(AnswerFormat.Text::new));
    return body.optional("reasoning_effort")
        .map(field -> Efforts.read(field, options.profile(), request))
        .orElse(request);
  }

  private static ChatRequest.Notes notes(Cursor body, Profile profile) {
    boolean stored = body.optional("store").map(Cursor::bool).orElse(false);
    Json.Obj metadata =
        body.optional("metadata").map(Metadata::read).orElseGet(Json.object()::build);
    String tier =
        body.optional("service_tier")
            .map(field -> field.oneOf(TIERS))
            .filter(asked -> !asked.equals("auto"))
            .orElse("default");
    return new ChatRequest.Notes(
        profile,
        tier,
        metadata,
        stored ? Optional.of(new Json.Obj(body.members())) : Optional.empty());
  }

  private static OptionalInt maxOutputTokens(Cursor body, OptionalInt usual) {
    OptionalInt limit = integer(body, "max_completion_tokens", Integer.MAX_VALUE);
    OptionalInt alias = integer(body, "max_tokens", Integer.MAX_VALUE);
    if (limit.isPresent() && alias.isPresent() && limit.getAsInt() != alias.getAsInt()) {
      throw body.required("max_tokens")
          .refused(
              "invalid_parameter_combination",
              "Setting 'max_tokens' and 'max_completion_tokens' to different values is not"
                  + " supported.");
    }
    OptionalInt wanted = limit.isPresent() ? limit : alias;
    return wanted.isPresent() ? wanted : usual;
  }

  private static Sampling sampling(Cursor body, Sampling usual) {
    return new Sampling(
        decimal(body, "temperature", 0, 2).orElse(usual.temperature()),
        Math.max(decimal(body, "top_p", 0, 1).orElse(usual.topP()), LEAST_TOP_P),
        seed(body),
        body.optional("stop").map(ChatDecoder::stops).orElse(usual.stop()),
        decimal(body, "presence_penalty", -2, 2).orElse(usual.presencePenalty()),
        decimal(body, "frequency_penalty", -2, 2).orElse(usual.frequencyPenalty()),
        body.optional("logit_bias").map(ChatDecoder::logitBias).orElse(usual.logitBias()),
        topLogprobs(body));
  }

  private static OptionalLong seed(Cursor body) {
    return body.optional("seed")
        .map(seed -> OptionalLong.of(seed.integer(Long.MIN_VALUE, Long.MAX_VALUE)))
        .orElseGet(OptionalLong::empty);
  }

  private static List<String> stops(Cursor stop) {
    if (stop.isString()) {
      return List.of(stop.filledString(MAX_STOP_LENGTH));
    }
    List<Cursor> stops = stop.elements("one of a string or array of strings");
    if (stops.size() > MAX_STOPS) {
      throw stop.refused(
          "array_above_max_length",
          "Invalid 'stop': array too long. Expected an array with maximum length %d, but got an"
              + " array with length %d instead.",
          MAX_STOPS,
          stops.size());
    }
    return stops.stream().map(each -> each.filledString(MAX_STOP_LENGTH)).toList();
  }

  private static Map<Integer, Double> logitBias(Cursor field) {
    Map<Integer, Double> biases = new HashMap<>();
    for (String key : field.members().keySet()) {
      biases.put(tokenId(field, key), field.required(key).decimal(-100, 100));
    }
    return biases;
  }

  private static int tokenId(Cursor field, String key) {
    try {
      int id = Integer.parseInt(key);
      // Other spellings, such as 01 or +1, could name one token twice.
      if (id >= 0 && key.equals(Integer.toString(id))) {
        return id;
      }
    } catch (NumberFormatException e) {
      // Told below, like every other key that is no token id.
    }
    throw field.refused(
        "invalid_value",
        "Invalid key in 'logit_bias': %s. You should only be submitting non-negative integers.",
        Wording.clipped(key));
  }

  private static OptionalInt topLogprobs(Cursor body) {
    boolean wanted = body.optional("logprobs").map(Cursor::bool).orElse(false);
    Optional<Cursor> field = body.optional("top_logprobs");
    int count = field.map(top -> (int) top.integer(0, MAX_TOP_LOGPROBS)).orElse(0);
    if (!wanted && count > 0) {
      throw field
          .get()
          .refused(
              "invalid_value",
              "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.");
    }
    return wanted ? OptionalInt.of(count) : OptionalInt.empty();
  }

  private static ChatRequest.Delivery delivery(Cursor body) {
    boolean stream = body.optional("stream").map(Cursor::bool).orElse(false);
    Optional<Cursor> options = body.optional("stream_options");
    if (!stream && options.isPresent()) {
      throw options
          .get()
          .refused(
              "invalid_value",
              "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
    }
    options.ifPresent(each -> each.allow(Set.of("include_usage", "include_obfuscation")));
    return stream
        ? new ChatRequest.Delivery.Stream(
            flag(options, "include_usage").orElse(false),
            flag(options, "include_obfuscation").orElse(true))
        : new ChatRequest.Delivery.Whole();
  }

  private static Optional<Boolean> flag(Optional<Cursor> options, String name) {
    return options.flatMap(each -> each.optional(name)).map(Cursor::bool);
  }

  private static OptionalInt integer(Cursor body, String name, int high) {
    return body.optional(name)
        .map(field -> OptionalInt.of((int) field.integer(1, high)))
        .orElseGet(OptionalInt::empty);
  }

  private static Optional<Double> decimal(Cursor body, String name, double low, double high) {
    return body.optional(name).map(field -> field.decimal(low, high));
  }
}
