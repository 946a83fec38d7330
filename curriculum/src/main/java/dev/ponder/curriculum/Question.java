package dev.ponder.curriculum;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.core.Tools;
import java.util.List;

/// What the model is asked: all that was said so far, the tools that it may call, and what its
/// answer must look like.
public record Question(Conversation conversation, Tools tools, AnswerFormat format) {

  /// A single message of the user's.
  public static Question of(String text) {
    return new Question(
        new Conversation(List.of(Item.Message.of(Role.USER, text))),
        Tools.NONE,
        new AnswerFormat.Text());
  }

  /// The same with those tools offered.
  public Question with(Tools offered) {
    return new Question(conversation, offered, format);
  }
}
