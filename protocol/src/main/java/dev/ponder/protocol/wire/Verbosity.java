package dev.ponder.protocol.wire;

import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.protocol.Profile;
import java.util.ArrayList;
import java.util.List;

/// How much an answer says, as clients ask for it. Models here have no such dial, so it is a
/// sentence of the instructions.
public enum Verbosity {
  LOW,
  MEDIUM,
  HIGH;

  /// The verbosity at that place.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when it is none of that profile
  public static Verbosity read(Cursor field, Profile profile) {
    String word = field.oneOf(List.of("low", "medium", "high"));
    if (profile == Profile.O4_MINI && !word.equals("medium")) {
      throw field.unsupportedValue("'" + word + "'", "Supported values are: 'medium'.");
    }
    return switch (word) {
      case "low" -> LOW;
      case "high" -> HIGH;
      default -> MEDIUM;
    };
  }

  /// What clients call it.
  public String label() {
    return switch (this) {
      case LOW -> "low";
      case MEDIUM -> "medium";
      case HIGH -> "high";
    };
  }

  /// The conversation with the instruction for it; the usual verbosity needs none.
  public Conversation in(Conversation conversation) {
    return switch (this) {
      case LOW -> with("Answer as briefly as you can.", conversation);
      case MEDIUM -> conversation;
      case HIGH -> with("Answer thoroughly and in detail.", conversation);
    };
  }

  /// Prompt formats know one set of instructions at the start best.
  private static Conversation with(String sentence, Conversation conversation) {
    List<Item> items = new ArrayList<>(conversation.items());
    if (!items.isEmpty()
        && items.getFirst() instanceof Item.Message(Role role, List<Content> content)
        && (role == Role.SYSTEM || role == Role.DEVELOPER)) {
      List<Content> parts = new ArrayList<>(content);
      parts.add(new Content.Text("\n\n" + sentence));
      items.set(0, new Item.Message(role, parts));
    } else {
      items.addFirst(Item.Message.of(Role.DEVELOPER, sentence));
    }
    return new Conversation(items);
  }
}
