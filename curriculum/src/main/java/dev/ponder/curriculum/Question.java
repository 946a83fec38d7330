package dev.ponder.curriculum;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.core.Tools;
import java.util.ArrayList;
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

  /// What is to be said once the model has made that call and the tool has answered.
  public Question after(Item.ToolCall call, String result) {
    return and(List.of(call, new Item.ToolResult(call.id(), List.of(new Content.Text(result)))));
  }

  /// What is to be said once the model has answered that and the user has gone on.
  public Question after(String answered, String said) {
    return and(
        List.of(Item.Message.of(Role.ASSISTANT, answered), Item.Message.of(Role.USER, said)));
  }

  private Question and(List<? extends Item> more) {
    List<Item> items = new ArrayList<>(conversation.items());
    items.addAll(more);
    return new Question(new Conversation(items), tools, format);
  }
}
