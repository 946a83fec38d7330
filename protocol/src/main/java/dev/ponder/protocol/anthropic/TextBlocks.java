package dev.ponder.protocol.anthropic;

import java.util.List;
import java.util.Set;

/// Reads text that is a string or an array of `text` blocks.
final class TextBlocks {
  private TextBlocks() {}

  /// The texts, one of each block; none of an empty string.
  static List<String> decode(Place field) {
    if (field.isString()) {
      String text = field.string();
      return text.isEmpty() ? List.of() : List.of(text);
    }
    return field.elements().stream().map(TextBlocks::block).toList();
  }

  private static String block(Place block) {
    block.required("type").oneOf(List.of("text"));
    return text(block);
  }

  /// The text of a `text` block.
  static String text(Place block) {
    block.allow(Set.of("type", "text", "cache_control", "citations"));
    Place text = block.required("text");
    if (text.string().isEmpty()) {
      throw text.refused("text content blocks must be non-empty");
    }
    return text.string();
  }
}
