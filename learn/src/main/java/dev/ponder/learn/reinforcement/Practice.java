package dev.ponder.learn.reinforcement;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.learn.Continuation;
import dev.ponder.learn.Judge;
import dev.ponder.learn.Voice;
import dev.ponder.train.Example;
import dev.ponder.train.run.Batch;
import dev.ponder.train.run.Examination;
import dev.ponder.train.run.Labelled;
import dev.ponder.train.run.Place;
import dev.ponder.train.run.Source;
import dev.ponder.train.run.Trainer;
import dev.ponder.train.run.TrainingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Policy gradients from verifiable rewards: a model answers each of a few questions several times,
/// and the answers that were better than their group are made likelier.
///
/// The method is GRPO's (DeepSeekMath, arXiv 2402.03300), as the papers after it have simplified
/// it:
///
/// - On policy. A step learns from answers of the present weights and takes one update from them,
///   so the ratio of new to old probabilities is 1, and GRPO's ratio and its clipping are left out.
/// - No penalty for leaving the first policy, as in DAPO (arXiv 2503.14476); instead a share of
///   each step's tokens are worked examples of the curriculum ([Plan#replay]).
/// - Advantages are rewards less their group's mean, and tokens are summed and divided by a
///   constant, as in Dr. GRPO (arXiv 2503.20783): see [Rollout.Group#examples].
/// - Groups whose answers are all worth the same are left out and counted. DAPO draws further
///   questions in their place; here questions are drawn where mixed groups are likely ([Edge]).
/// - Rewards have a price for length, by effort, after L1 (arXiv 2503.04697): see [Reward].
/// - An answer that does not end within its allowance is worth nothing and is learned from like any
///   other; DAPO masks such answers or punishes them softly, which suits models whose allowance is
///   a matter of cost and not, as here, of the service they are made for.
///
/// It is the source of a training run's batches, and so can be stopped and resumed like any other:
/// everything follows from the seed, the step's number, the weights and the estimates of the edge.
/// It is also the run's examination, which writes down what the last step's answers were like and,
/// from time to time, how good the answers to fixed questions are. One thread uses it.
public final class Practice implements Source, Examination {
  /// The label of tokens that the model wrote, among the losses that the trainer reports. Their
  /// mean `-log p` estimates the policy's entropy, in nats a token.
  public static final String WRITTEN = "written";

  /// The label of worked examples.
  public static final String REPLAYED = "replayed";

  /// What sums of tokens are divided by, for each answer: about the length of one. Any constant
  /// would do, since the optimisers do not mind the scale of gradients.
  private static final int TOKENS_OF_AN_ANSWER = 128;

  /// Tokens of worked examples in a step whose answers teach nothing.
  private static final int LEAST_REPLAYED = 1_000;

  /// How often an exercise is in English where it could be in another language.
  private static final double ENGLISH = 0.85;

  private static final int EXPLORING_ANSWERS = 2;
  private static final long EXPLORATION = 0;
  private static final long VALIDATION = -1;

  private final Plan plan;
  private final Edge edge;
  private final Voice voice;
  private final Rollouts rollouts;
  private final Replay replay;
  private boolean explored;
  private Optional<PracticeRecord> last = Optional.empty();
  private long steps;

  /// Worked examples by number.
  @FunctionalInterface
  public interface Replay {
    /// The example of that number, whose weights are 1 where there is something to learn; always
    /// the same.
    Labelled example(long number);
  }

  /// @param cells what to practise
  public Practice(Plan plan, List<Cell> cells, Voice voice, Rollouts rollouts, Replay replay) {
    this.plan = plan;
    this.edge = new Edge(cells);
    this.voice = voice;
    this.rollouts = rollouts;
    this.replay = replay;
    this.explored = plan.explored() == 0;
  }

  /// A question of a cell.
  private record Posed(int cell, Exercise exercise, int[] prompt) {}

  /// What the last step's answers were like.
  public Optional<PracticeRecord> last() {
    return last;
  }

  /// A batch depends on the weights that the one before it led to.
  @Override
  public int ahead() {
    return 0;
  }

  @Override
  public byte[] state() {
    Json.Obj state = Json.object().put("explored", explored).put("success", edge.toJson()).build();
    return state.text().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void resume(byte[] state) {
    try {
      if (Json.parse(state) instanceof Json.Obj kept
          && kept.members().get("success") instanceof Json.Obj estimates) {
        explored = Json.of(true).equals(kept.members().get("explored"));
        edge.restore(estimates.members());
        return;
      }
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException("the state of practice is damaged", e);
    }
    throw new IllegalArgumentException("no state of practice");
  }

  @Override
  public Batch batch(Place place) {
    if (!explored) {
      explore();
    }
    Dice dice = Dice.of(plan.seed(), place.step());
    List<Posed> posed = new ArrayList<>();
    for (int i = 0; i < plan.questions(); i++) {
      Dice own = dice.split();
      posed.add(posed(edge.draw(own), own));
    }
    long start = System.nanoTime();
    List<Rollout.Group> groups = answered(posed, plan.group(), 1, dice);
    double seconds = (System.nanoTime() - start) / 1e9;
    last = Optional.of(PracticeRecord.of(groups, edge, seconds));
    groups.forEach(group -> edge.observe(group.cell(), group.rate()));
    steps = place.step();
    return new Batch(examples(place.step(), groups));
  }

  /// Takes a few answers in every cell, and learns nothing but where the edge is.
  private void explore() {
    Dice dice = Dice.of(plan.seed(), EXPLORATION);
    List<Posed> posed = new ArrayList<>();
    for (int cell = 0; cell < edge.size(); cell++) {
      for (int i = 0; i < plan.explored(); i++) {
        posed.add(posed(cell, dice.split()));
      }
    }
    List<Rollout.Group> groups = answered(posed, EXPLORING_ANSWERS, 1, dice);
    for (int cell = 0; cell < edge.size(); cell++) {
      int from = cell * plan.explored();
      groups.subList(from, from + plan.explored()).stream()
          .mapToDouble(Rollout.Group::rate)
          .average()
          .ifPresent(new Observer(edge, cell)::observe);
    }
    explored = true;
  }

  private record Observer(Edge edge, int cell) {
    void observe(double rate) {
      edge.observe(cell, rate);
    }
  }

  /// What the last step's answers were like; and every so many steps the mean reward of the
  /// likeliest answers to questions that are always the same and never practised, which is the
  /// score.
  @Override
  public Result examine(Trainer trainer) {
    Map<String, Double> figures = new LinkedHashMap<>();
    last.ifPresent(record -> figures.putAll(record.figures()));
    boolean due = steps == 1 || steps % plan.betweenValidations() == 0;
    if (plan.validated() == 0 || !due) {
      return new Result(Double.NaN, figures);
    }
    Dice dice = Dice.of(plan.seed(), VALIDATION);
    List<Posed> posed = new ArrayList<>();
    for (int i = 0; i < plan.validated(); i++) {
      // Evenly over all cells, of which there are more than questions.
      posed.add(posed((int) ((long) i * edge.size() / plan.validated()), dice.split()));
    }
    PracticeRecord record = PracticeRecord.of(answered(posed, 1, 0, dice), edge, 0);
    figures.put("validation_reward", record.reward());
    record
        .byEffort()
        .forEach(
            (effort, result) -> figures.put("validation_" + Cell.lower(effort), result.accuracy()));
    return new Result(record.reward(), figures);
  }

  private Posed posed(int number, Dice dice) {
    Cell cell = edge.cell(number);
    List<Language> languages = cell.subject().languages().stream().sorted().toList();
    Language language = dice.chance(ENGLISH) ? Language.ENGLISH : dice.any(languages);
    Setting setting = new Setting(cell.level(), Split.TRAINING, language, cell.tooling());
    Exercise exercise = cell.subject().exercise(dice, setting);
    return new Posed(number, exercise, voice.prompt(exercise.question(), cell.effort()));
  }

  private List<Rollout.Group> answered(
      List<Posed> posed, int answers, double temperature, Dice dice) {
    List<Continuation.Ask> asks = new ArrayList<>();
    for (Posed one : posed) {
      int room = room(one);
      int wanted = Reward.budget(edge.cell(one.cell()).effort()) + plan.answerTokens();
      for (int i = 0; i < answers; i++) {
        long seed = dice.between(0, Long.MAX_VALUE - 1);
        asks.add(
            new Continuation.Ask(one.prompt(), temperature, seed, Math.clamp(wanted, 1, room)));
      }
    }
    List<Continuation> continuations = rollouts.of(asks, voice.stops());
    List<Rollout.Group> groups = new ArrayList<>();
    for (int i = 0; i < posed.size(); i++) {
      Posed one = posed.get(i);
      List<Continuation> own = continuations.subList(i * answers, (i + 1) * answers);
      groups.add(
          new Rollout.Group(one.cell(), own.stream().map(more -> judged(one, more)).toList()));
    }
    return groups;
  }

  /// Tokens that an answer may have at most.
  private int room(Posed posed) {
    int room = plan.context() - posed.prompt().length;
    if (room < 1) {
      throw new TrainingException(
          "an exercise of %s takes %,d tokens in this model's vocabulary, and practice leaves %,d for question and answer"
              .formatted(
                  edge.cell(posed.cell()).subject().name(), posed.prompt().length, plan.context()));
    }
    return room;
  }

  private Rollout judged(Posed posed, Continuation continuation) {
    Cell cell = edge.cell(posed.cell());
    Exercise exercise = posed.exercise();
    Voice.Heard heard = voice.heard(exercise.question(), cell.effort(), continuation.tokens());
    int calls = heard.reply().calls().size();
    Reward.Outcome outcome =
        new Reward.Outcome(
            Judge.right(exercise, cell.effort(), heard.reply()),
            continuation.stopped(),
            heard.thoughtTokens(),
            Math.max(0, calls - exercise.answer(cell.effort()).calls().size()));
    return new Rollout(continuation, outcome, calls, Reward.of(outcome, cell.effort()));
  }

  private List<Labelled> examples(long step, List<Rollout.Group> groups) {
    double constant = (double) plan.questions() * plan.group() * TOKENS_OF_AN_ANSWER;
    List<Labelled> examples = new ArrayList<>();
    long tokens = 0;
    for (Rollout.Group group : groups) {
      if (!group.teachesNothing()) {
        for (Example example : group.examples(constant)) {
          examples.add(new Labelled(WRITTEN, example));
          tokens += example.tokens().length;
        }
      }
    }
    replay(step, tokens, constant, examples);
    return examples;
  }

  /// A token of a worked example weighs as much as one with an advantage of 1.
  private void replay(long step, long tokens, double constant, List<Labelled> examples) {
    long wanted =
        tokens == 0 ? LEAST_REPLAYED : Math.round(tokens * plan.replay() / (1 - plan.replay()));
    for (long next = step << 20; wanted > 0; next++) {
      Example worked = replay.example(next).example();
      float[] weights = worked.weights().clone();
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= (float) constant;
      }
      examples.add(new Labelled(REPLAYED, new Example(worked.tokens(), weights)));
      wanted -= worked.tokens().length;
    }
  }
}
