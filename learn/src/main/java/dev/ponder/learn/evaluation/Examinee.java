package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Question;
import dev.ponder.learn.Continuation;
import dev.ponder.learn.ServedModel;
import dev.ponder.learn.TranscriptVoice;
import dev.ponder.learn.Voice;
import dev.ponder.learn.python.PythonSubset;
import dev.ponder.learn.reinforcement.Reward;
import dev.ponder.reason.Transcripts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A model that is examined: asks all its questions at once, runs the code that it writes, and
/// marks its answers. One thread uses it.
final class Examinee implements AutoCloseable {
  /// Answers computed side by side. The products of small models are fast only in large batches.
  private static final int PARALLEL = 256;

  private static final int ANSWER_TOKENS = 160;

  private final ServedModel served;
  private final Voice voice;
  private final int context;

  private Examinee(ServedModel served) {
    this.served = served;
    this.voice = new TranscriptVoice(Transcripts.of(served.loaded()));
    this.context = served.loaded().model().config().contextLength();
  }

  /// The model in that file.
  ///
  /// @throws dev.ponder.model.UnusableModelException when it is no model that can be run
  static Examinee open(Path file, int threads) {
    ServedModel served = ServedModel.open(file, threads, PARALLEL);
    try {
      return new Examinee(served);
    } catch (RuntimeException | Error e) {
      served.close();
      throw e;
    }
  }

  /// A question to be answered.
  ///
  /// @param temperature 0 for the likeliest answer
  record Try(Task task, Effort effort, double temperature, long seed) {}

  ServedModel served() {
    return served;
  }

  Voice voice() {
    return voice;
  }

  /// What is known of an answer so far.
  private static final class Standing {
    private final Try asked;
    private Question question;
    private int rounds;
    private int thought;
    private int output;
    private boolean called;
    private Optional<Mark> mark = Optional.empty();

    Standing(Try asked) {
      this.asked = asked;
      this.question = asked.task().question();
      this.rounds = asked.task().rounds();
    }
  }

  /// The marks of those tries, in their order.
  ///
  /// @param finished is told of each answer, calls of the tool counted as well
  List<Mark> sit(List<Try> tries, Runnable finished) throws InterruptedException {
    List<Standing> all = tries.stream().map(Standing::new).toList();
    List<Standing> open = all;
    while (!open.isEmpty()) {
      List<Continuation> written =
          served.continuations(open.stream().map(this::ask).toList(), voice.stops(), finished);
      List<Standing> next = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        take(open.get(i), written.get(i));
        if (open.get(i).mark.isEmpty()) {
          next.add(open.get(i));
        }
      }
      open = next;
    }
    return all.stream().map(one -> one.mark.orElseThrow()).toList();
  }

  private Continuation.Ask ask(Standing standing) {
    Try asked = standing.asked;
    int[] prompt = voice.prompt(standing.question, asked.effort());
    return new Continuation.Ask(
        prompt, asked.temperature(), asked.seed(), most(asked.effort(), prompt));
  }

  /// Most tokens of an answer to that prompt.
  int most(Effort effort, int[] prompt) {
    return Math.clamp(Reward.budget(effort) + ANSWER_TOKENS, 1, context - prompt.length);
  }

  private void take(Standing standing, Continuation written) {
    Effort effort = standing.asked.effort();
    Voice.Heard heard = voice.heard(standing.question, effort, written.tokens());
    standing.thought += heard.thoughtTokens();
    standing.output += written.tokens().length;
    standing.called |= !heard.reply().calls().isEmpty();
    Optional<String> code = standing.rounds > 0 ? Python.code(heard.reply()) : Optional.empty();
    if (code.isPresent() && written.stopped()) {
      standing.rounds--;
      Item.ToolCall call = heard.reply().calls().getFirst();
      standing.question = standing.question.after(call, PythonSubset.run(code.get()));
      return;
    }
    boolean saysSomething = !heard.reply().text().isBlank() || !heard.reply().calls().isEmpty();
    standing.mark =
        Optional.of(
            new Mark(
                standing.asked.task(),
                effort,
                written.stopped() && standing.asked.task().accepts(effort, heard.reply()),
                written.stopped(),
                written.stopped() && saysSomething,
                standing.thought,
                standing.output,
                standing.called,
                heard.reply(),
                written.prompt(),
                written.tokens()));
  }

  /// Marks the answer that the model gives after a thought that it is made to have had.
  ///
  /// @param thoughts for each mark the tokens up to where the answer begins
  List<Boolean> afterThoughts(List<Mark> marks, List<int[]> thoughts) throws InterruptedException {
    List<Continuation.Ask> asks = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      int[] prompt = joined(marks.get(i).prompt(), thoughts.get(i));
      int most = Math.clamp(ANSWER_TOKENS, 1, context - prompt.length);
      asks.add(new Continuation.Ask(prompt, 0, 0, most));
    }
    List<Continuation> written = served.continuations(asks, voice.stops());
    List<Boolean> right = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      int[] all = joined(thoughts.get(i), written.get(i).tokens());
      Voice.Heard heard = voice.heard(mark.task().question(), mark.effort(), all);
      right.add(written.get(i).stopped() && mark.task().accepts(mark.effort(), heard.reply()));
    }
    return right;
  }

  private static int[] joined(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public void close() {
    served.close();
  }
}
