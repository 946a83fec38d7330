package dev.ponder.reason;

import dev.ponder.grammar.Form;
import java.util.List;
import java.util.stream.Collectors;

/// The forms of what [LineCalls] reads: calls without marks at the beginning of a line.
///
/// A line that begins with the call of a tool on offer, up to its name, cannot go on as words: it
/// is the call, and is held to it from there. All of this mirrors [LineCalls] and [JsonCalls]; what
/// they take for a call must be one here.
final class UnmarkedCalls {
  /// What Java and these parsers take for blank.
  private static final String BLANKS = "[\\s\\x1c-\\x1f]*";

  private static final String FEW_BLANKS = "[ \\t\\r\\n]{0,8}";
  private static final String FENCE = "```[A-Za-z_]{0,16}";
  private static final String HEAD_TO_NAME =
      "\\{%1$s(\"type\"%1$s:%1$s\"function\"%1$s,%1$s)?\"name\"%1$s:%1$s";

  private UnmarkedCalls() {}

  /// An expression for how a line begins that calls one of those tools, up to the name.
  static String beginning(List<OutputSyntax.Call> calls) {
    String names =
        calls.stream()
            .map(call -> escaped(TemplateJson.quoted(call.tool().name())))
            .collect(Collectors.joining("|"));
    String opening = "(%1$s[ \\t]*\\r?\\n%2$s|functools)?".formatted(FENCE, BLANKS);
    return BLANKS
        + opening
        + "[\\[\\],;\\s\\x1c-\\x1f]*"
        + HEAD_TO_NAME.formatted(BLANKS)
        + "("
        + names
        + ")";
  }

  /// One or several calls, from the beginning of a line to the end of the text.
  static Form form(OutputSyntax.Wanted wanted) {
    Form call = Form.choice(wanted.calls().stream().map(UnmarkedCalls::call).toList());
    Form few = new Form.Expression(FEW_BLANKS);
    Form list =
        Form.sequence(
            new Form.Expression("(functools)?\\[" + FEW_BLANKS),
            Form.separated(call, new Form.Expression(FEW_BLANKS + "," + FEW_BLANKS), wanted.most()),
            new Form.Expression(FEW_BLANKS + "\\]"));
    Form fence = new Form.Expression(FENCE + "[ \\t]{0,8}\\r?\\n" + FEW_BLANKS);
    Form fenced =
        Form.separated(
            Form.sequence(fence, call, few, Form.literal("```")),
            new Form.Expression("[ \\t\\r\\n]{1,8}"),
            wanted.most());
    Form fencedList = Form.sequence(fence, list, few, Form.literal("```"));
    Form bare = Form.separated(call, new Form.Expression("[ \\t\\r\\n;,]{1,8}"), wanted.most());
    return Form.sequence(
        new Form.Expression("[ \\t]*"), Form.choice(List.of(bare, list, fenced, fencedList)), few);
  }

  private static Form call(OutputSyntax.Call call) {
    return Form.sequence(
        new Form.Expression(HEAD_TO_NAME.formatted(FEW_BLANKS)),
        Form.literal(TemplateJson.quoted(call.tool().name())),
        new Form.Expression("%1$s,%1$s\"(arguments|parameters)\"%1$s:%1$s".formatted(FEW_BLANKS)),
        call.arguments(),
        new Form.Expression(FEW_BLANKS + "\\}"));
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\\\^$.*+?()\\[\\]{}|]", "\\\\$0");
  }
}
