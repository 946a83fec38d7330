package dev.ponder.learn;

import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Question;
import dev.ponder.reason.PromptRequest;
import dev.ponder.reason.Speech;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.Example;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Writes lessons down as a model will see them when it serves. Immutable and thread-safe.
///
/// What an assistant should write weighs one; what was thought only to be repaired weighs nothing,
/// and neither does what a tool answered; the rest of the prompt weighs what the caller says.
///
/// @param longest most tokens of an example
public record Transcriber(Transcripts transcripts, int longest) {
  private static final String RESULT = "<tool_response>";
  private static final String RESULT_END = "</tool_response>";

  /// The lesson in tokens; empty when they are too many.
  ///
  /// @param promptWeight of tokens that a user or the system says, from 0 to 1
  /// @throws IllegalArgumentException when the model's family cannot say how it writes answers
  public Optional<Example> example(Lesson lesson, float promptWeight) {
    PromptRequest request = request(lesson);
    int[] prompt = transcripts.prompt(request);
    if (prompt.length >= longest) {
      return Optional.empty();
    }
    Answer answer = lesson.answer();
    List<String> thought = answer.thought().stream().map(Answer.Thought::text).toList();
    Transcripts.Turn turn =
        transcripts
            .answer(request, new Speech(thought, answer.text(), answer.calls()))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "models of the family %s cannot be taught this here"
                        .formatted(transcripts.family())));
    int length = prompt.length + turn.tokens().length;
    if (length > longest) {
      return Optional.empty();
    }
    int[] tokens = Arrays.copyOf(prompt, length);
    System.arraycopy(turn.tokens(), 0, tokens, prompt.length, turn.tokens().length);
    float[] weights = Arrays.copyOf(promptWeights(prompt, promptWeight), length);
    for (int i = 0; i < turn.tokens().length; i++) {
      weights[prompt.length + i] = weight(answer, turn.stretches()[i]);
    }
    return Optional.of(new Example(tokens, weights));
  }

  /// What a model is asked in that lesson.
  public static PromptRequest request(Lesson lesson) {
    Question question = lesson.exercise().question();
    return new PromptRequest(
        question.conversation(), question.tools(), lesson.effort(), question.format());
  }

  private static float weight(Answer answer, int stretch) {
    if (stretch < 0) {
      return 1;
    }
    return switch (answer.thought().get(stretch).regard()) {
      case LEARNED -> 1;
      case SEEN -> 0;
    };
  }

  private float[] promptWeights(int[] prompt, float weight) {
    OptionalInt result = transcripts.tokenizer().special(RESULT);
    OptionalInt resultEnd = transcripts.tokenizer().special(RESULT_END);
    float[] weights = new float[prompt.length];
    boolean told = true;
    for (int i = 1; i < prompt.length; i++) {
      told &= result.isEmpty() || prompt[i] != result.getAsInt();
      weights[i] = told ? weight : 0;
      told |= resultEnd.isPresent() && prompt[i] == resultEnd.getAsInt();
    }
    return weights;
  }
}
