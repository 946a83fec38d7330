package dev.ponder.learn.tuning;

import dev.ponder.core.Json;
import dev.ponder.core.Role;
import dev.ponder.core.Tools;
import dev.ponder.learn.grading.Grader;
import dev.ponder.learn.grading.GradingException;
import dev.ponder.reason.PromptRequest;
import dev.ponder.reason.Speech;
import dev.ponder.train.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads data sets in the shapes of OpenAI's fine-tuning API, one example a line. Every error is a
/// [DataSetException] that names file, line and field.
record DataSets(Scribe scribe) {
  /// What is kept in memory, eight bytes a token.
  private static final long MOST_TOKENS = 32L << 20;

  /// A conversation, in which some of what the assistant says is to be learned.
  ///
  /// @param answers with what comes before each of them
  record Demonstration(List<Example> answers) {}

  /// Two answers to the same, the first of which is better.
  record Preference(Example preferred, Example other) {}

  /// A conversation to be answered.
  ///
  /// @param item the whole line, for graders
  record Task(PromptRequest request, int[] prompt, Json.Obj item) {}

  /// Counts tokens, and refuses too many.
  private static final class Room {
    private long taken;

    Example take(Example example) {
      taken += example.tokens().length;
      if (taken > MOST_TOKENS) {
        throw new IllegalArgumentException(
            "the examples up to here have more than %,d tokens".formatted(MOST_TOKENS));
      }
      return example;
    }
  }

  /// Lines such as `{"messages": […], "tools": […]}`. Each message of the assistant's whose weight
  /// is not 0 becomes an example of its own, since what a model sees of earlier turns when it
  /// serves, thoughts above all, is not what it wrote in them.
  List<Demonstration> demonstrations(Path file) {
    Room room = new Room();
    return JsonLines.read(file, line -> demonstration(line, room));
  }

  private Demonstration demonstration(Json.Obj line, Room room) {
    requireKnown(line, Set.of("messages", "tools", MessageReader.PARALLEL));
    List<Said> messages = MessageReader.messages(line, "", "messages");
    Tools tools = MessageReader.tools(line, "");
    List<Example> answers = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Said said = messages.get(i);
      if (said.speech().isPresent() && said.learned()) {
        if (i == 0) {
          throw new IllegalArgumentException("messages[0] must not be the assistant's");
        }
        requireAllowed(said.speech().get(), tools, "messages[%d]".formatted(i));
        PromptRequest request = scribe.request(messages.subList(0, i), tools);
        answers.add(room.take(scribe.example(request, said.speech().get())));
      }
    }
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("messages has none of the assistant's to be learned from");
    }
    return new Demonstration(answers);
  }

  /// Lines such as `{"input": {"messages": […]}, "preferred_output": […], "non_preferred_output":
  /// […]}`.
  List<Preference> preferences(Path file) {
    Room room = new Room();
    return JsonLines.read(file, line -> preference(line, room));
  }

  private Preference preference(Json.Obj line, Room room) {
    requireKnown(line, Set.of("input", "preferred_output", "non_preferred_output"));
    if (!(line.members().get("input") instanceof Json.Obj input)) {
      throw new IllegalArgumentException("input must be an object");
    }
    List<Said> messages = MessageReader.messages(input, "input", "messages");
    Tools tools = MessageReader.tools(input, "input");
    PromptRequest request = scribe.request(messages, tools);
    Speech preferred = output(line, tools, "preferred_output");
    Speech other = output(line, tools, "non_preferred_output");
    if (preferred.equals(other)) {
      throw new IllegalArgumentException("preferred_output and non_preferred_output are the same");
    }
    return new Preference(
        room.take(scribe.example(request, preferred)), room.take(scribe.example(request, other)));
  }

  private static Speech output(Json.Obj line, Tools tools, String field) {
    List<Said> messages = MessageReader.messages(line, "", field);
    if (messages.size() != 1 || messages.getFirst().speech().isEmpty()) {
      throw new IllegalArgumentException(field + " must be one message of the assistant's");
    }
    Speech speech = messages.getFirst().speech().get();
    requireAllowed(speech, tools, field + "[0]");
    return speech;
  }

  private static void requireAllowed(Speech speech, Tools tools, String path) {
    int calls = speech.calls().size();
    if (calls > 1 && tools.calls() == Tools.Calls.ONE_AT_A_TIME) {
      throw new IllegalArgumentException(
          "%s has %d tool_calls, but %s is false".formatted(path, calls, MessageReader.PARALLEL));
    }
  }

  /// Lines such as `{"messages": […], "answer": "42"}`, with any fields for the grader beside the
  /// messages.
  ///
  /// @param grader must find in each line what it compares with
  List<Task> tasks(Path file, Grader grader) {
    return JsonLines.read(file, line -> task(line, grader));
  }

  private Task task(Json.Obj line, Grader grader) {
    List<Said> messages = MessageReader.messages(line, "", "messages");
    if (messages.getLast().role() == Role.ASSISTANT) {
      throw new IllegalArgumentException("the last of messages must not be the assistant's");
    }
    try {
      grader.check(line);
    } catch (GradingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    PromptRequest request = scribe.request(messages, MessageReader.tools(line, ""));
    return new Task(request, scribe.prompt(request), line);
  }

  private static void requireKnown(Json.Obj line, Set<String> known) {
    for (String name : line.members().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(name + " is not known here");
      }
    }
  }
}
