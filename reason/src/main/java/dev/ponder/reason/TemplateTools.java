package dev.ponder.reason;

import dev.ponder.core.Tools;
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

  /// How to read an answer to a request with those tools.
  ThoughtParser.Reading reading(Tools tools) {
    if (tools.callable().isEmpty()) {
      return ThoughtParser.Reading.words(words);
    }
    return ThoughtParser.Reading.calls(
        calls,
        switch (style) {
          case TAGS -> TaggedCalls.of(calls, tools, tags.orElseThrow());
          case LINES -> LineCalls.of(calls, tools);
          case DEEP_SEEK -> DeepSeekCalls.of(calls, tools);
        });
  }
}
