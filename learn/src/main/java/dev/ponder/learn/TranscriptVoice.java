package dev.ponder.learn;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Reply;
import dev.ponder.reason.PromptRequest;
import dev.ponder.reason.Speech;
import dev.ponder.reason.Transcripts;
import java.util.Set;

/// The voice of models with those transcripts.
public record TranscriptVoice(Transcripts transcripts) implements Voice {
  @Override
  public int[] prompt(Question question, Effort effort) {
    return transcripts.prompt(request(question, effort));
  }

  @Override
  public Set<Integer> stops() {
    return transcripts.stops();
  }

  @Override
  public Heard heard(Question question, Effort effort, int[] answer) {
    Speech speech = transcripts.speech(request(question, effort), answer);
    String thought = String.join("", speech.thought());
    return new Heard(
        thought,
        transcripts.tokenizer().encode(thought).length,
        new Reply(speech.text(), speech.calls()));
  }

  private static PromptRequest request(Question question, Effort effort) {
    return new PromptRequest(question.conversation(), question.tools(), effort, question.format());
  }
}
