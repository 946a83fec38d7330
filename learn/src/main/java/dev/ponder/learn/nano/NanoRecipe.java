package dev.ponder.learn.nano;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.learn.Lesson;
import dev.ponder.learn.Transcriber;
import dev.ponder.train.Example;
import dev.ponder.train.run.Batch;
import dev.ponder.train.run.Labelled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What ponder-nano is taught, and in which order.
///
/// Areas have shares of the tokens, and the subjects of an area share alike, so that long answers
/// do not crowd out short ones: how long a subject's examples are is measured first. A token of a
/// prompt, from which little is learned, counts [#PROMPT_COST] of one of an answer: else the tools,
/// whose prompts are long, would take most of the time. Levels rise from the easiest to all over
/// the first third. What users say is learned to be predicted too, with a tenth of the weight, in
/// the first half: it is where words come from.
///
/// Which lessons a step has follows from the seed and the step's number; how hard they are, and how
/// much prompts weigh, from the part of the budget used. With a budget of tokens or steps that is
/// the same every time.
final class NanoRecipe {
  /// Tokens of an example; an answer with its question rarely needs more, and time goes up with the
  /// square.
  static final int LONGEST = 640;

  /// Of the budget until all levels are in.
  private static final double RISE = 0.25;

  private static final double HALF = 0.5;
  private static final float PROMPT_WEIGHT = 0.1f;
  private static final double PROMPT_COST = 0.3;

  /// Lessons of a subject whose answers are measured.
  private static final int MEASURED = 48;

  private static final Map<Area, Double> SHARES =
      new EnumMap<>(
          Map.of(
              Area.ARITHMETIC, 0.25,
              Area.WORD_PROBLEMS, 0.34,
              Area.MEASURES, 0.10,
              Area.LOGIC, 0.07,
              Area.JSON, 0.10,
              Area.TOOLS, 0.09,
              Area.CHAT, 0.05));

  /// Of a subject within its area, where it is not 1: what others build on, and what takes long to
  /// learn, has more.
  private static final Map<String, Double> WEIGHTS =
      Map.of(
          "multiplication", 2.0,
          "division", 1.5,
          "comparison", 1.5,
          "sorting", 1.5,
          "averages", 0.7,
          "fractions", 0.7,
          "countdown", 1.5,
          "orders", 1.5,
          "json-extraction", 2.0,
          "function-calls", 1.5);

  private final Mix mix;
  private final Transcriber transcriber;
  private final long seed;
  private final int tokensPerStep;

  private NanoRecipe(Mix mix, Transcriber transcriber, long seed, int tokensPerStep) {
    this.mix = mix;
    this.transcriber = transcriber;
    this.seed = seed;
    this.tokensPerStep = tokensPerStep;
  }

  /// The recipe for these subjects, in tokens of that transcriber.
  ///
  /// @param tokensPerStep most tokens of a step's batch, at least [#LONGEST]
  static NanoRecipe of(
      List<Subject> subjects, Transcriber transcriber, long seed, int tokensPerStep) {
    return new NanoRecipe(mix(subjects, transcriber, seed), transcriber, seed, tokensPerStep);
  }

  /// The mix in which areas have their shares of the tokens.
  static Mix mix(List<Subject> subjects, Transcriber transcriber, long seed) {
    Map<Area, Double> sums = new EnumMap<>(Area.class);
    subjects.forEach(subject -> sums.merge(subject.area(), weight(subject), Double::sum));
    Map<Subject, Double> weights = new HashMap<>();
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      double area = SHARES.getOrDefault(subject.area(), 0.0);
      double share = area * weight(subject) / sums.getOrDefault(subject.area(), 1.0);
      double cost = cost(subject, transcriber, Dice.of(seed, -1, i));
      weights.put(subject, cost == 0 ? 0 : share / cost);
    }
    return Mix.of(subjects, weights::get);
  }

  private static double weight(Subject subject) {
    return WEIGHTS.getOrDefault(subject.name(), 1.0);
  }

  /// What a lesson of that subject costs on average, in tokens of answers; those that are too long
  /// cost nothing.
  private static double cost(Subject subject, Transcriber transcriber, Dice dice) {
    double sum = 0;
    for (int i = 0; i < MEASURED; i++) {
      Lesson lesson = Mix.lesson(subject, dice.split(), 1, Split.TRAINING);
      Optional<Example> example = transcriber.example(lesson, (float) PROMPT_COST);
      if (example.isPresent()) {
        for (float weight : example.get().weights()) {
          sum += weight;
        }
      }
    }
    return sum / MEASURED;
  }

  /// The batch of a step.
  ///
  /// @param used part of the budget before it
  Batch batch(long step, double used) {
    float promptWeight = used < HALF ? PROMPT_WEIGHT : 0;
    List<Labelled> examples = new ArrayList<>();
    int tokens = 0;
    for (int number = 0; tokens <= tokensPerStep - LONGEST; number++) {
      Lesson lesson =
          mix.lesson(Dice.of(seed, step, number), Math.min(1, used / RISE), Split.TRAINING);
      Optional<Labelled> example = labelled(lesson, promptWeight);
      if (example.isPresent()) {
        examples.add(example.get());
        tokens += example.get().example().tokens().length;
      }
    }
    // Neighbours of like length share their work evenly.
    examples.sort(Comparator.comparingInt(one -> one.example().tokens().length));
    return Batch.mean(examples);
  }

  /// A worked example by number, for practice to hold on to; the same every time.
  Labelled example(long number) {
    for (int attempt = 0; ; attempt++) {
      Optional<Labelled> example =
          labelled(mix.lesson(Dice.of(seed, -2, number, attempt), 1, Split.TRAINING), 0);
      if (example.isPresent()) {
        return example.get();
      }
    }
  }

  /// Lessons told in words and phrases that are never learned from; the same every time.
  List<Labelled> heldOut(int count) {
    List<Labelled> examples = new ArrayList<>();
    for (int number = 0; examples.size() < count; number++) {
      labelled(mix.lesson(Dice.of(seed, -3, number), 1, Split.HELD_OUT), 0)
          .ifPresent(examples::add);
    }
    examples.sort(Comparator.comparingInt(one -> one.example().tokens().length));
    return examples;
  }

  private Optional<Labelled> labelled(Lesson lesson, float promptWeight) {
    return transcriber
        .example(lesson, promptWeight)
        .map(example -> new Labelled(label(lesson.subject().area()), example));
  }

  private static String label(Area area) {
    return area.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
