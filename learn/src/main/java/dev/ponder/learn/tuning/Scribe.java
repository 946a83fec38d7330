package dev.ponder.learn.tuning;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Problem;
import dev.ponder.core.Tools;
import dev.ponder.reason.PromptRequest;
import dev.ponder.reason.Speech;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.Example;
import java.util.Arrays;
import java.util.List;

/// Writes conversations down as the model will see them when it serves. Whatever does not fit is
/// refused by an [IllegalArgumentException].
///
/// @param effort that answers are given with
/// @param longest most tokens of prompt and answer together
record Scribe(Transcripts transcripts, Effort effort, int longest) {

  /// A conversation up to where the assistant speaks.
  PromptRequest request(List<Said> before, Tools tools) {
    List<Item> items = before.stream().flatMap(said -> said.items().stream()).toList();
    return new PromptRequest(new Conversation(items), tools, effort, new AnswerFormat.Text());
  }

  /// Its tokens, after which there is room for an answer.
  int[] prompt(PromptRequest request) {
    int[] prompt;
    try {
      prompt = transcripts.prompt(request);
    } catch (Problem.Exceptional e) {
      throw new IllegalArgumentException(e.problem().message(), e);
    }
    if (prompt.length >= longest) {
      throw tooLong(prompt.length);
    }
    return prompt;
  }

  /// The conversation with that answer, of which only the answer is learned: its tokens weigh one.
  Example example(PromptRequest request, Speech speech) {
    int[] prompt = prompt(request);
    int[] answer = answer(request, speech);
    if (prompt.length + answer.length > longest) {
      throw tooLong(prompt.length + answer.length);
    }
    int[] tokens = Arrays.copyOf(prompt, prompt.length + answer.length);
    System.arraycopy(answer, 0, tokens, prompt.length, answer.length);
    float[] weights = new float[tokens.length];
    Arrays.fill(weights, prompt.length, tokens.length, 1);
    return new Example(tokens, weights);
  }

  private int[] answer(PromptRequest request, Speech speech) {
    try {
      return transcripts
          .answer(request, speech)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "models of the family %s cannot be taught this here"
                      .formatted(transcripts.family())))
          .tokens();
    } catch (Problem.Exceptional e) {
      throw new IllegalArgumentException(e.problem().message(), e);
    }
  }

  private IllegalArgumentException tooLong(int tokens) {
    return new IllegalArgumentException(
        "it takes %,d tokens or more, and the model's context holds %,d"
            .formatted(tokens, longest));
  }
}
