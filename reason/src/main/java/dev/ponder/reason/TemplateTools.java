package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a model whose template we run marks its calls, as far as the template shows it.
///
/// @param words the marks of an answer that may hold no calls
/// @param calls the marks of one that may
/// @param tags those that stand around a call, in that style
record TemplateTools(Marks words, Marks calls, Style style, Optional<TaggedCalls.Tags> tags) {

  /// How calls are told from words.
  enum Style {
    TAGS,
    LINES,
    DEEP_SEEK
  }

  private static final List<TaggedCalls.Tags> KNOWN =
      List.of(
          TaggedCalls.Tags.TOOL_CALL,
          new TaggedCalls.Tags("[TOOL_CALLS]", "[/TOOL_CALLS]"),
          new TaggedCalls.Tags("<|tool_call|>", "<|/tool_call|>"),
          new TaggedCalls.Tags("<|tool_call_start|>", "<|tool_call_end|>"),
          new TaggedCalls.Tags("<|START_ACTION|>", "<|END_ACTION|>"));

  static TemplateTools of(Tokenizer tokenizer, String source) {
    Optional<TaggedCalls.Tags> tags =
        KNOWN.stream().filter(each -> source.contains(each.open())).findFirst();
    if (source.contains(DeepSeek.CALL_BEGIN)) {
      return new TemplateTools(
          Marks.of(tokenizer, ThoughtParser.MARKS),
          Marks.of(tokenizer, DeepSeek.CALL_MARKS),
          Style.DEEP_SEEK,
          Optional.empty());
    }
    List<String> marks = new ArrayList<>(ThoughtParser.MARKS);
    tags.ifPresent(each -> marks.addAll(List.of(each.open(), each.close())));
    return new TemplateTools(
        Marks.of(tokenizer, ThoughtParser.MARKS),
        Marks.of(tokenizer, marks),
        tags.isPresent() ? Style.TAGS : Style.LINES,
        tags);
  }

  /// How such a model writes answers and calls.
  OutputSyntax output(Tokenizer tokenizer, String source) {
    return switch (style) {
      case DEEP_SEEK -> DeepSeekCalls.output(tokenizer);
      case LINES ->
          new CallSyntax(
              MarkForms.of(tokenizer, List.of()),
              CallSyntax.Shape.lines(CallSyntax.Writing.parameters("```json\n", "\n```")),
              List.of());
      case TAGS -> {
        TaggedCalls.Tags pair = tags.orElseThrow();
        MarkForms marks = MarkForms.of(tokenizer, List.of(pair.open(), pair.close()));
        yield CallSyntax.marked(marks, shape(pair, source));
      }
    };
  }

  private static CallSyntax.Shape shape(TaggedCalls.Tags pair, String source) {
    if (!pair.equals(TaggedCalls.Tags.TOOL_CALL)) {
      String close = source.contains(pair.close()) ? pair.close() : "";
      return CallSyntax.Shape.list(pair.open(), CallSyntax.Writing.arguments("", ""), close);
    }
    return source.contains("<function=")
        ? CallSyntax.Shape.lines(new FunctionTagsWriting())
        : ToolTags.SHAPE;
  }

  /// How to read an answer to that request.
  ThoughtParser.Reading reading(PromptRequest request) {
    if (request.tools().callable().isEmpty()) {
      return ThoughtParser.Reading.words(request, words);
    }
    return ThoughtParser.Reading.calls(
        calls,
        switch (style) {
          case TAGS -> TaggedCalls.of(calls, request, tags.orElseThrow());
          case LINES -> LineCalls.of(calls, request);
          case DEEP_SEEK -> DeepSeekCalls.of(calls, request);
        });
  }
}
