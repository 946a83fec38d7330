package dev.ponder.protocol;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.Item;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.wire.Cursor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the hosted o4-mini refuses in Chat Completions although its API has it, in its words.
final class HostedRules {
  private HostedRules() {}

  /// Checks a request that was decoded without complaint.
  ///
  /// @throws Problem.Exceptional when the hosted model would not take it
  static void check(Cursor body, ResponseRequest read) {
    body.optional("max_tokens")
        .ifPresent(field -> {
          throw field.refused(
              "unsupported_parameter",
              "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                  + " 'max_completion_tokens' instead.");
        });
    onlyDefault(body, "temperature", "1");
    onlyDefault(body, "presence_penalty", "0");
    onlyDefault(body, "frequency_penalty", "0");
    for (String name : List.of("top_p", "logit_bias", "stop", "parallel_tool_calls")) {
      body.optional(name)
          .ifPresent(field -> {
            throw field.unsupported();
          });
    }
    if (read.sampling().topLogprobs().isPresent() || body.optional("top_logprobs").isPresent()) {
      throw Problem.of(
              Problem.Kind.FORBIDDEN, "You are not allowed to request logprobs from this model")
          .exception();
    }
    if (read.format() instanceof AnswerFormat.AnyObject
        && !speaksOfJson(read.conversation().items())) {
      throw new Problem(
              Problem.Kind.INVALID_REQUEST,
              "'messages' must contain the word 'json' in some form, to use 'response_format' of"
                  + " type 'json_object'.",
              Optional.of("messages"),
              Optional.empty())
          .exception();
    }
  }

  private static void onlyDefault(Cursor body, String name, String usual) {
    body.optional(name)
        .filter(field -> field.decimal(-2, 2) != Double.parseDouble(usual))
        .ifPresent(field -> {
          throw field.unsupportedValue(
              field.value().text(), "Only the default (" + usual + ") value is supported.");
        });
  }

  /// A model that is not told of JSON may write spaces for ever.
  private static boolean speaksOfJson(List<Item> items) {
    return items.stream().anyMatch(HostedRules::speaksOfJson);
  }

  private static boolean speaksOfJson(Item item) {
    return switch (item) {
      case Item.Message(_, List<Content> content) ->
          content.stream().anyMatch(HostedRules::namesJson);
      case Item.ToolResult(_, List<Content> content) ->
          content.stream().anyMatch(HostedRules::namesJson);
      case Item.Reasoning _, Item.ToolCall _ -> false;
    };
  }

  private static boolean namesJson(Content content) {
    return switch (content) {
      case Content.Text(String text) -> text.toLowerCase(Locale.ROOT).contains("json");
      case Content.Refusal _ -> false;
    };
  }
}
