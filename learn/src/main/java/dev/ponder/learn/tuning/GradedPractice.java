package dev.ponder.learn.tuning;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Effort;
import dev.ponder.learn.Continuation;
import dev.ponder.learn.grading.Grade;
import dev.ponder.learn.grading.Grader;
import dev.ponder.learn.grading.GradingException;
import dev.ponder.learn.grading.Work;
import dev.ponder.learn.reinforcement.PolicyGradient;
import dev.ponder.learn.reinforcement.Rollouts;
import dev.ponder.learn.tuning.DataSets.Task;
import dev.ponder.reason.Speech;
import dev.ponder.train.Example;
import dev.ponder.train.run.Batch;
import dev.ponder.train.run.Labelled;
import dev.ponder.train.run.Place;
import dev.ponder.train.run.Trainer;
import dev.ponder.train.run.TrainingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// Policy gradients from a grader's rewards. The model answers each task of a step several times,
/// and what was worth more than the mean of its group becomes likelier. The method is that of
/// [dev.ponder.learn.reinforcement.Practice], where its departures from GRPO are told, without
/// worked examples beside: a data set of tasks has none.
///
/// An answer that does not end within its allowance is worth the least that the grader gives,
/// whatever it would say. So is one that lacks what the grader looks at. One that could not be
/// graded for the grader's own sake is not compared with the others, for it might be any good. All
/// are counted; a step of which no answer could be graded for the grader's own sake ends the run.
/// One thread uses it.
final class GradedPractice implements Lessons {
  /// What sums of tokens are divided by, for each answer. Any constant would do, since AdamW does
  /// not mind the scale of gradients.
  private static final int TOKENS_OF_AN_ANSWER = 128;

  private final Scribe scribe;
  private final Plan plan;
  private final Rollouts rollouts;
  private final Shuffle shuffle;
  private final long seed;
  private Optional<Tally> last = Optional.empty();
  private Optional<String> complaint = Optional.empty();
  private long taken;

  /// What is practised.
  ///
  /// @param examined tasks by which the model is judged from time to time
  record Plan(List<Task> learned, List<Task> examined, Grader grader, int group) {}

  GradedPractice(Scribe scribe, Plan plan, Rollouts rollouts, Shuffle shuffle, long seed) {
    this.scribe = scribe;
    this.plan = plan;
    this.rollouts = rollouts;
    this.shuffle = shuffle;
    this.seed = seed;
  }

  @Override
  public Batch batch(Place place) {
    List<Task> tasks = shuffle.of(place.step()).stream().map(plan.learned()::get).toList();
    Tally tally = new Tally();
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + place.step());
    List<Continuation> answers = answered(tasks, plan.group(), 1, random);
    double constant = (double) answers.size() * TOKENS_OF_AN_ANSWER;
    List<Labelled> examples = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      List<Continuation> own = answers.subList(i * plan.group(), (i + 1) * plan.group());
      compared(tasks.get(i), own, constant, tally)
          .forEach(example -> examples.add(new Labelled("written", example)));
    }
    requireGraded(place.step(), tally);
    last = Optional.of(tally);
    taken = place.step();
    return new Batch(examples.isEmpty() ? List.of(nothing(tasks.getFirst())) : examples);
  }

  /// What is learned from the answers to one task; nothing where all are worth the same.
  private List<Example> compared(
      Task task, List<Continuation> answers, double constant, Tally tally) {
    List<Continuation> graded = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    for (Continuation answer : answers) {
      reward(task, answer, tally)
          .ifPresent(reward -> {
            graded.add(answer);
            rewards.add(reward);
          });
    }
    boolean alike = new HashSet<>(rewards).size() <= 1;
    tally.group(alike);
    return alike ? List.of() : PolicyGradient.examples(graded, rewards, constant);
  }

  /// An example of which nothing is learned, for a step whose groups are all alike.
  private static Labelled nothing(Task task) {
    int[] tokens = java.util.Arrays.copyOf(task.prompt(), Math.max(2, task.prompt().length));
    return new Labelled("written", new Example(tokens, new float[tokens.length]));
  }

  private static void requireGraded(long step, Tally tally) {
    if (tally.hopeless()) {
      throw new TrainingException(
          "no answer of step %d could be graded: %s".formatted(step, tally.complaint()));
    }
  }

  private List<Continuation> answered(
      List<Task> tasks, int times, double temperature, SplittableRandom random) {
    List<Continuation.Ask> asks = new ArrayList<>();
    for (Task task : tasks) {
      int room = scribe.longest() - task.prompt().length;
      int most = Math.min(room, allowance(scribe.effort()));
      for (int i = 0; i < times; i++) {
        asks.add(new Continuation.Ask(task.prompt(), temperature, random.nextLong() >>> 1, most));
      }
    }
    return rollouts.of(asks, scribe.transcripts().stops());
  }

  /// Most tokens of thought and answer together.
  private static int allowance(Effort effort) {
    return switch (effort) {
      case LOW -> 256;
      case MEDIUM -> 1024;
      case HIGH -> 4096;
    };
  }

  /// What an answer is worth; empty where it is the grader's fault that this cannot be told.
  private OptionalDouble reward(Task task, Continuation answer, Tally tally) {
    tally.written(answer.tokens().length);
    if (!answer.stopped()) {
      return OptionalDouble.of(tally.cut(plan.grader().least()));
    }
    Speech speech = scribe.transcripts().speech(task.request(), answer.tokens());
    try {
      Grade grade = plan.grader().grade(new Work(task.item(), speech.text(), speech.calls()));
      return OptionalDouble.of(tally.graded(grade));
    } catch (GradingException e) {
      return switch (e.fault()) {
        case ANSWER -> OptionalDouble.of(tally.unreadable(plan.grader().least()));
        case GRADER -> failed(tally, e);
      };
    } catch (Cancelled e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted while a model graded", e);
    } catch (RuntimeException e) {
      return failed(tally, e);
    }
  }

  private OptionalDouble failed(Tally tally, Exception why) {
    tally.failed(String.valueOf(why.getMessage()));
    complaint = Optional.of(tally.complaint());
    return OptionalDouble.empty();
  }

  /// Batches depend on what was learned before.
  @Override
  public int ahead() {
    return 0;
  }

  /// What the last step's answers were like; and from time to time the mean reward of the likeliest
  /// answers to the examined tasks, which is the score.
  @Override
  public Result examine(Trainer trainer) {
    return result();
  }

  Result result() {
    Map<String, Double> figures = new LinkedHashMap<>();
    last.ifPresent(
        tally -> tally.figures().forEach((name, value) -> figures.put("step_" + name, value)));
    boolean due = taken == 0 || taken == shuffle.steps() || taken % shuffle.tenth() == 0;
    if (!due) {
      return new Result(Double.NaN, figures);
    }
    Tally tally = new Tally();
    List<Continuation> answers = answered(plan.examined(), 1, 0, new SplittableRandom(seed));
    for (int i = 0; i < answers.size(); i++) {
      reward(plan.examined().get(i), answers.get(i), tally);
    }
    requireGraded(taken, tally);
    figures.putAll(tally.figures());
    return new Result(tally.reward(), figures);
  }

  @Override
  public Shuffle shuffle() {
    return shuffle;
  }

  @Override
  public long stepsBetweenExaminations() {
    return 1;
  }

  @Override
  public int examined() {
    return plan.examined().size();
  }

  @Override
  public Optional<String> complaint() {
    return complaint;
  }
}
