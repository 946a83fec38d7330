package dev.ponder.protocol.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the blocks that hold something to read: texts, and documents and search results, of which
/// a model gets the text. Images, and documents that are pages, are checked and refused: no model
/// here sees.
final class Readable {
  private Readable() {}

  /// The text of a block of that type.
  static String decode(String type, Place block) {
    return switch (type) {
      case "text" -> TextBlocks.text(block);
      case "search_result" -> searchResult(block);
      case "document" -> document(block);
      case "tool_reference" -> block.required("tool_name").filled();
      default -> throw image(block);
    };
  }

  private static String searchResult(Place block) {
    block.allow(Set.of("type", "title", "source", "content", "citations", "cache_control"));
    return paragraphs(
        Stream.concat(
            Stream.of(block.required("title").string(), block.required("source").string()),
            TextBlocks.decode(block.required("content")).stream()));
  }

  private static String document(Place block) {
    block.allow(Set.of("type", "source", "title", "context", "citations", "cache_control"));
    Place source = block.required("source");
    String type = BlockType.of(source, List.of("text", "content", "base64", "url", "file"));
    Place tagged = source.step(type);
    List<String> texts = new ArrayList<>();
    block.optional("title").map(Place::string).ifPresent(texts::add);
    block.optional("context").map(Place::string).ifPresent(texts::add);
    switch (type) {
      case "text" -> {
        tagged.required("media_type").oneOf(List.of("text/plain"));
        texts.add(tagged.required("data").string());
      }
      case "content" -> texts.addAll(contents(tagged.required("content")));
      default -> throw pages(type, tagged);
    }
    return paragraphs(texts.stream());
  }

  private static List<String> contents(Place content) {
    if (content.isString()) {
      return List.of(content.string());
    }
    return content.elements().stream()
        .map(each -> decode(BlockType.of(each, List.of("text", "image")), each))
        .toList();
  }

  private static RuntimeException pages(String type, Place source) {
    checkSource(type, source, List.of("application/pdf"));
    return source.refused(
        "documents of pages are not supported by the models of this server; send their text");
  }

  private static RuntimeException image(Place block) {
    Place source = block.required("source");
    String type = BlockType.of(source, List.of("base64", "url", "file"));
    checkSource(
        type, source.step(type), List.of("image/jpeg", "image/png", "image/gif", "image/webp"));
    return block.refused("images are not supported by the models of this server; send text only");
  }

  private static void checkSource(String type, Place source, List<String> mediaTypes) {
    switch (type) {
      case "base64" -> {
        source.required("media_type").oneOf(mediaTypes);
        source.required("data").filled();
      }
      case "url" -> source.required("url").filled();
      default -> source.required("file_id").filled();
    }
  }

  private static String paragraphs(Stream<String> texts) {
    return String.join("\n\n", texts.filter(text -> !text.isEmpty()).toList());
  }
}
