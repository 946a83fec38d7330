package dev.ponder.protocol.anthropic;

import java.util.Collection;
import java.util.stream.Collectors;

/// Reads the `type` that tells what a block is.
final class BlockType {
  private BlockType() {}

  /// The type of that block, which must be one of these.
  static String of(Place block, Collection<String> expected) {
    String type = block.required("type").string();
    if (!expected.contains(type)) {
      throw block.refused(
          "Input tag '%s' found using 'type' does not match any of the expected tags: %s"
              .formatted(
                  Place.clipped(type),
                  expected.stream()
                      .map(each -> "'" + each + "'")
                      .collect(Collectors.joining(", "))));
    }
    return type;
  }
}
