package dev.ponder.core;

import java.util.List;

/// One entry of a conversation.
public sealed interface Item {

  /// All of its text in one, whatever it says: what was said, thought, handed over or answered.
  String text();

  /// Something said.
  record Message(Role role, List<Content> content) implements Item {
    public Message {
      content = List.copyOf(content);
    }

    @Override
    public String text() {
      return Content.joined(content);
    }

    /// A message of one text part.
    public static Message of(Role role, String text) {
      return new Message(role, List.of(new Content.Text(text)));
    }
  }

  /// What the assistant thought before its next message or call.
  record Reasoning(String text) implements Item {}

  /// A call by the assistant; `arguments` is JSON text as the model wrote it, or the text that a
  /// [Tool.Custom] was given.
  record ToolCall(String id, String name, String arguments) implements Item {
    @Override
    public String text() {
      return arguments;
    }
  }

  /// What a tool answered to the call `callId`.
  record ToolResult(String callId, List<Content> content) implements Item {
    public ToolResult {
      content = List.copyOf(content);
    }

    @Override
    public String text() {
      return Content.joined(content);
    }
  }
}
