package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import dev.ponder.protocol.wire.Cursor;

/// Tokens of all answered lines of a batch together.
public record BatchUsage(long input, long cached, long output, long reasoning) {
  public static final BatchUsage NONE = new BatchUsage(0, 0, 0, 0);

  public BatchUsage plus(BatchUsage other) {
    return new BatchUsage(
        input + other.input,
        cached + other.cached,
        output + other.output,
        reasoning + other.reasoning);
  }

  /// The `usage` of a batch.
  public Json.Obj json() {
    return Json.object()
        .put("input_tokens", input)
        .put("input_tokens_details", Json.object().put("cached_tokens", cached).build())
        .put("output_tokens", output)
        .put("output_tokens_details", Json.object().put("reasoning_tokens", reasoning).build())
        .put("total_tokens", input + output)
        .build();
  }

  /// Reads what [#json] wrote.
  static BatchUsage decode(Cursor usage) {
    return new BatchUsage(
        count(usage.required("input_tokens")),
        count(usage.required("input_tokens_details").required("cached_tokens")),
        count(usage.required("output_tokens")),
        count(usage.required("output_tokens_details").required("reasoning_tokens")));
  }

  /// What the body of an answer says was used, whatever the endpoint; nothing when it says nothing.
  public static BatchUsage ofAnswer(Json.Obj body) {
    if (!(body.member("usage").orElse(new Json.Null()) instanceof Json.Obj usage)) {
      return NONE;
    }
    boolean chat = usage.members().containsKey("prompt_tokens");
    String input = chat ? "prompt_tokens" : "input_tokens";
    String output = chat ? "completion_tokens" : "output_tokens";
    return new BatchUsage(
        number(usage, input),
        detail(usage, input + "_details", "cached_tokens"),
        number(usage, output),
        detail(usage, output + "_details", "reasoning_tokens"));
  }

  private static long detail(Json.Obj usage, String group, String name) {
    return usage.member(group).orElse(new Json.Null()) instanceof Json.Obj details
        ? number(details, name)
        : 0;
  }

  private static long number(Json.Obj object, String name) {
    return object.member(name).orElse(new Json.Null()) instanceof Json.Num number
        ? (long) number.doubleValue()
        : 0;
  }

  private static long count(Cursor number) {
    return number.integer(0, Long.MAX_VALUE);
  }
}
