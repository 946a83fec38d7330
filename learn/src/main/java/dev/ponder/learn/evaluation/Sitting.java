package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Problem;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Reply;
import dev.ponder.learn.Continuation;
import dev.ponder.learn.Voice;
import dev.ponder.learn.python.PythonSubset;
import dev.ponder.learn.reinforcement.Reward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks a model many questions at once, runs the code that it writes, and marks its answers. A
/// question that does not fit the model's context, say since its code printed too much, counts as
/// not answered. One thread uses it.
///
/// @param context most tokens of question and answer
record Sitting(Speaker speaker, Voice voice, int context) {
  private static final int ANSWER_TOKENS = 160;

  /// Asked at once; all of a large examination would be more than the engine lets wait.
  private static final int AT_ONCE = 1 << 14;

  /// Continues prompts, see [dev.ponder.learn.ServedModel#continuations].
  @FunctionalInterface
  interface Speaker {
    List<Continuation> continuations(
        List<Continuation.Ask> asks, Set<Integer> stops, Runnable finished)
        throws InterruptedException;
  }

  /// A question to be answered.
  ///
  /// @param temperature 0 for the likeliest answer
  record Try(Task task, Effort effort, double temperature, long seed) {}

  /// What is known of an answer so far.
  private static final class Standing {
    private final Try asked;
    private Question question;
    private int[] prompt = {};
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

    Effort effort() {
      return asked.effort();
    }
  }

  /// The marks of those tries, in their order.
  ///
  /// @param tally expects an answer to each; it is told of more where a tool was called
  List<Mark> sit(List<Try> tries, Tally tally) throws InterruptedException {
    List<Mark> marks = new ArrayList<>();
    for (int from = 0; from < tries.size(); from += AT_ONCE) {
      List<Standing> all =
          tries.subList(from, Math.min(from + AT_ONCE, tries.size())).stream()
              .map(Standing::new)
              .toList();
      answer(all, tally);
      all.forEach(one -> marks.add(one.mark.orElseThrow()));
    }
    return marks;
  }

  private void answer(List<Standing> all, Tally tally) throws InterruptedException {
    all.forEach(this::pose);
    List<Standing> open = open(all);
    tally.expect(open.size() - all.size());
    while (!open.isEmpty()) {
      List<Continuation> written =
          speaker.continuations(
              open.stream().map(this::ask).toList(), voice.stops(), tally::answered);
      for (int i = 0; i < open.size(); i++) {
        take(open.get(i), written.get(i));
      }
      open = open(open);
      tally.expect(open.size());
    }
  }

  private static List<Standing> open(List<Standing> all) {
    return all.stream().filter(one -> one.mark.isEmpty()).toList();
  }

  private void pose(Standing standing) {
    Optional<int[]> prompt = prompt(standing.question, standing.effort());
    if (prompt.isPresent()) {
      standing.prompt = prompt.get();
    } else {
      standing.mark = Optional.of(mark(standing, new Reply("", List.of()), new int[0], false));
    }
  }

  private Optional<int[]> prompt(Question question, Effort effort) {
    try {
      return Optional.of(voice.prompt(question, effort)).filter(this::leavesRoom);
    } catch (Problem.Exceptional unfit) {
      return Optional.empty();
    }
  }

  private boolean leavesRoom(int[] prompt) {
    return prompt.length < context;
  }

  private Continuation.Ask ask(Standing standing) {
    Try asked = standing.asked;
    int most = most(standing.prompt, Reward.budget(asked.effort()) + ANSWER_TOKENS);
    return new Continuation.Ask(standing.prompt, asked.temperature(), asked.seed(), most);
  }

  private int most(int[] prompt, int wanted) {
    return Math.min(wanted, context - prompt.length);
  }

  private void take(Standing standing, Continuation written) {
    Voice.Heard heard = voice.heard(standing.question, standing.effort(), written.tokens());
    standing.thought += heard.thoughtTokens();
    standing.output += written.tokens().length;
    standing.called |= !heard.reply().calls().isEmpty();
    Optional<String> code = standing.rounds > 0 ? Python.code(heard.reply()) : Optional.empty();
    if (code.isPresent() && written.stopped()) {
      standing.rounds--;
      Item.ToolCall call = heard.reply().calls().getFirst();
      standing.question = standing.question.after(call, PythonSubset.run(code.get()));
      pose(standing);
    } else {
      standing.mark =
          Optional.of(mark(standing, heard.reply(), written.tokens(), written.stopped()));
    }
  }

  private static Mark mark(Standing standing, Reply reply, int[] tokens, boolean ended) {
    Task task = standing.asked.task();
    boolean saysSomething = !reply.text().isBlank() || !reply.calls().isEmpty();
    return new Mark(
        task,
        standing.effort(),
        ended && task.accepts(standing.effort(), reply),
        ended,
        ended && saysSomething,
        standing.thought,
        standing.output,
        standing.called,
        reply,
        standing.prompt,
        tokens);
  }

  /// Marks the answers that the model gives after thoughts that it is made to have had.
  ///
  /// @param thoughts for each mark the tokens up to where the answer begins
  List<Boolean> afterThoughts(List<Mark> marks, List<int[]> thoughts, Tally tally)
      throws InterruptedException {
    List<Continuation.Ask> asks = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      int[] prompt = joined(marks.get(i).prompt(), thoughts.get(i));
      asks.add(new Continuation.Ask(prompt, 0, 0, most(prompt, ANSWER_TOKENS)));
    }
    List<Continuation> written = speaker.continuations(asks, voice.stops(), tally::answered);
    List<Boolean> right = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      int[] all = joined(thoughts.get(i), written.get(i).tokens());
      Voice.Heard heard = voice.heard(mark.task().question(), mark.effort(), all);
      right.add(written.get(i).stopped() && mark.task().accepts(mark.effort(), heard.reply()));
    }
    return right;
  }

  /// Whether an answer to that question would fit after that thought.
  boolean fits(Mark mark, int[] thought) {
    return mark.prompt().length + thought.length < context;
  }

  private static int[] joined(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
