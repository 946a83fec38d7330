package dev.ponder.protocol.responses;

import dev.ponder.core.Conversation;
import dev.ponder.core.Defaults;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Sampling;
import dev.ponder.core.Tools;
import dev.ponder.protocol.DecodeOptions;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.wire.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the top level of a request. Fields that nothing is done with are in [InertFields].
final class CreateDecoder {

  /// Fields of `POST /v1/responses` that are read here.
  static final Set<String> CREATE =
      Set.of(
          "model",
          "input",
          "instructions",
          "previous_response_id",
          "conversation",
          "store",
          "background",
          "generate",
          "stream",
          "stream_options",
          "include",
          "truncation",
          "max_output_tokens",
          "metadata",
          "reasoning",
          "text",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "temperature",
          "top_p",
          "frequency_penalty",
          "presence_penalty");

  /// Fields of `POST /v1/responses/input_tokens`.
  static final Set<String> INPUT_TOKENS =
      Set.of(
          "model",
          "input",
          "instructions",
          "previous_response_id",
          "conversation",
          "truncation",
          "reasoning",
          "text",
          "tools",
          "tool_choice",
          "parallel_tool_calls");

  /// Fields of `POST /v1/responses/compact`.
  static final Set<String> COMPACT =
      Set.of("model", "input", "instructions", "previous_response_id");

  private static final int LEAST_OUTPUT = 16;
  private static final int MAX_TOP_LOGPROBS = 20;
  private static final int MAX_ID = 256;

  /// Stands for a `top_p` of 0, which the API allows: the likeliest token only.
  private static final double LEAST_TOP_P = 1e-6;

  private final Cursor body;
  private final DecodeOptions options;
  private final IdSource ids;
  private final String model;

  private CreateDecoder(Cursor body, DecodeOptions options, IdSource ids) {
    this.body = body;
    this.options = options;
    this.ids = ids;
    this.model = body.required("model").filledString(MAX_ID);
  }

  /// @param fields those that the endpoint has, beside the inert ones
  static CreateRequest decode(Json json, Set<String> fields, DecodeOptions options, IdSource ids) {
    Cursor body = Cursor.root(json);
    InertFields.check(body, fields, options.profile());
    return new CreateDecoder(body, options, ids).decode();
  }

  private CreateRequest decode() {
    Defaults usual = options.usual().apply(model);
    CreateRequest.Context context = context();
    List<Json.Obj> input = input(context);
    Toolbox toolbox = ToolsDecoder.decode(options.profile(), body.optional("tools"), additional());
    Tools tools = new ChoiceDecoder(toolbox).decode(body);
    FormatDecoder text = FormatDecoder.decode(body.optional("text"), options.profile(), model);
    ReasoningDecoder reasoning =
        ReasoningDecoder.decode(
            body.optional("reasoning"), options.profile(), model, usual.effort());
    Set<Include> include = include(body.optional("include"));
    ResponseRequest settings =
        ResponseRequest.of(model, new Conversation(List.of()))
            .withEffort(reasoning.effort())
            .withMaxReasoningTokens(reasoning.maxReasoningTokens())
            .withSampling(sampling(usual.sampling(), include))
            .withMaxOutputTokens(maxOutputTokens(usual.maxOutputTokens()))
            .withTools(tools)
            .withFormat(text.format());
    boolean store = flag("store", true);
    return new CreateRequest(
        settings,
        input,
        body.optional("instructions").map(field -> field.shortString(Shape.MAX_TEXT)),
        context,
        store,
        background(store),
        flag("generate", true),
        delivery(),
        include,
        truncation(),
        reasoning.thinking(),
        toolbox.names(),
        options.profile(),
        new Echo(body, settings, context).json(toolbox.echo(), text.echo(), reasoning.echo()));
  }

  // What is said

  private CreateRequest.Context context() {
    Optional<String> previous =
        body.optional("previous_response_id").map(field -> field.filledString(MAX_ID));
    Optional<Cursor> conversation = body.optional("conversation");
    if (previous.isPresent() && conversation.isPresent()) {
      throw conversation
          .get()
          .refused(
              "mutually_exclusive_parameters",
              "Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Ensure you"
                  + " are only providing one of: 'previous_response_id' or 'conversation'.");
    }
    return conversation
        .<CreateRequest.Context>map(field -> new CreateRequest.Context.In(id(field)))
        .or(() -> previous.map(CreateRequest.Context.After::new))
        .orElseGet(CreateRequest.Context.Fresh::new);
  }

  private static String id(Cursor conversation) {
    if (conversation.isString()) {
      return conversation.filledString(MAX_ID);
    }
    conversation.allow(Set.of("id"));
    return conversation.required("id").filledString(MAX_ID);
  }

  private List<Json.Obj> input(CreateRequest.Context context) {
    Optional<Cursor> field = body.optional("input");
    if (field.isEmpty()) {
      if (context instanceof CreateRequest.Context.Fresh) {
        throw body.missing("input");
      }
      return List.of();
    }
    return new ItemDecoder(options.profile(), ids).input(field.get());
  }

  private List<Cursor> additional() {
    Optional<Cursor> input = body.optional("input").filter(field -> !field.isString());
    if (input.isEmpty()) {
      return List.of();
    }
    List<Cursor> tools = new ArrayList<>();
    for (Cursor item : input.get().elements("an array of objects")) {
      if (item.optional("type")
          .filter(t -> t.value().equals(Json.of("additional_tools")))
          .isPresent()) {
        tools.add(item.required("tools"));
      }
    }
    return tools;
  }

  // How it is answered

  private Sampling sampling(Sampling usual, Set<Include> include) {
    OptionalInt logprobs = OptionalInt.empty();
    if (include.contains(Include.OUTPUT_TEXT_LOGPROBS)) {
      logprobs =
          OptionalInt.of(
              body.optional("top_logprobs")
                  .map(field -> (int) field.integer(0, MAX_TOP_LOGPROBS))
                  .orElse(0));
    }
    return new Sampling(
        decimal("temperature", 0, 2).orElse(usual.temperature()),
        Math.max(decimal("top_p", 0, 1).orElse(usual.topP()), LEAST_TOP_P),
        OptionalLong.empty(),
        usual.stop(),
        decimal("presence_penalty", -2, 2).orElse(usual.presencePenalty()),
        decimal("frequency_penalty", -2, 2).orElse(usual.frequencyPenalty()),
        usual.logitBias(),
        logprobs);
  }

  private Optional<Double> decimal(String name, double low, double high) {
    return body.optional(name).map(field -> field.decimal(low, high));
  }

  private OptionalInt maxOutputTokens(OptionalInt usual) {
    return body.optional("max_output_tokens")
        .map(field -> OptionalInt.of((int) field.integer(LEAST_OUTPUT, Integer.MAX_VALUE)))
        .orElse(usual);
  }

  private boolean flag(String name, boolean usual) {
    return body.optional(name).map(Cursor::bool).orElse(usual);
  }

  private boolean background(boolean store) {
    boolean background = flag("background", false);
    if (background && !store) {
      throw body.required("background")
          .refused(
              "invalid_value",
              "The 'background' parameter is only allowed when 'store' is enabled.");
    }
    return background;
  }

  private CreateRequest.Delivery delivery() {
    boolean stream = flag("stream", false);
    Optional<Cursor> options = body.optional("stream_options");
    if (!stream && options.isPresent()) {
      throw options
          .get()
          .refused(
              "invalid_value",
              "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
    }
    options.ifPresent(each -> each.allow(Set.of("include_obfuscation")));
    return stream
        ? new CreateRequest.Delivery.Stream(
            options
                .flatMap(each -> each.optional("include_obfuscation"))
                .map(Cursor::bool)
                .orElse(true))
        : new CreateRequest.Delivery.Whole();
  }

  private Set<Include> include(Optional<Cursor> field) {
    Set<Include> include = new LinkedHashSet<>();
    for (Cursor label : field.map(each -> each.elements("an array of strings")).orElse(List.of())) {
      Include.named(label.oneOf(Include.labels())).ifPresent(include::add);
    }
    if (options.profile() == Profile.O4_MINI && include.contains(Include.OUTPUT_TEXT_LOGPROBS)) {
      throw new Problem(
              Problem.Kind.FORBIDDEN,
              "You are not allowed to request logprobs from this model",
              Optional.empty(),
              Optional.empty())
          .exception();
    }
    return include;
  }

  private CreateRequest.Truncation truncation() {
    return body.optional("truncation")
        .map(field -> field.oneOf(List.of("auto", "disabled")))
        .filter(name -> name.equals("auto"))
        .map(_ -> CreateRequest.Truncation.AUTO)
        .orElse(CreateRequest.Truncation.DISABLED);
  }
}
