package dev.ponder.learn.grading;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A question to a model about an answer.
record Opinion(
    String model, Responder responder, List<Message> messages, Sampling sampling, Limits limits) {

  Opinion {
    messages = List.copyOf(messages);
  }

  /// A message with variables.
  record Message(Role role, Template text) {}

  /// How much the model may write.
  record Limits(Effort effort, OptionalInt most) {}

  List<Template> templates() {
    return messages.stream().map(Message::text).toList();
  }

  /// What the model says about that work.
  String of(Work work) throws GradingException, Cancelled {
    List<Item> items = new ArrayList<>();
    for (Message message : messages) {
      items.add(
          new Item.Message(message.role(), List.of(new Content.Text(message.text().text(work)))));
    }
    ResponseRequest request =
        ResponseRequest.of(model, new Conversation(items))
            .withEffort(limits.effort())
            .withSampling(sampling)
            .withMaxOutputTokens(limits.most());
    return answer(request);
  }

  private String answer(ResponseRequest request) throws GradingException, Cancelled {
    StringBuilder text = new StringBuilder();
    List<Problem> problems = new ArrayList<>();
    try {
      responder.respond(
          request,
          event -> {
            switch (event) {
              case ResponseEvent.TextDelta delta -> text.append(delta.text());
              case ResponseEvent.Failed(Problem problem) -> problems.add(problem);
              case ResponseEvent.Started _,
                  ResponseEvent.ReasoningDelta _,
                  ResponseEvent.ToolCallStarted _,
                  ResponseEvent.ToolCallDelta _,
                  ResponseEvent.ToolCallEnded _,
                  ResponseEvent.Finished _ -> {}
            }
          });
    } catch (Problem.Exceptional e) {
      problems.add(e.problem());
    }
    if (!problems.isEmpty()) {
      throw GradingException.ofGrader(
          "the model %s could not grade: %s".formatted(model, problems.getFirst().message()));
    }
    return text.toString().strip();
  }
}
