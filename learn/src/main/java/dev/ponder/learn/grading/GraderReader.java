package dev.ponder.learn.grading;

import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.core.Responder;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import dev.ponder.learn.grading.StringCheck.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Reads graders from JSON. Every complaint is a sentence that names the field.
record GraderReader(Grader.Models models) {
  private static final int MOST_GRADERS = 50;

  Grader read(Json description) {
    return read(Fields.of("grader", description), Place.OUTSIDE);
  }

  private enum Place {
    OUTSIDE,
    IN_MULTI
  }

  private Grader read(Fields fields, Place place) {
    String type = fields.text("type");
    Grader grader =
        switch (type) {
          case "string_check" -> stringCheck(fields);
          case "text_similarity" -> textSimilarity(fields);
          case "score_model" -> scoreModel(fields);
          case "label_model" -> labelModel(fields, place);
          case "multi" -> multi(fields, place);
          case "python" ->
              throw fields.wrong(
                  "type", "is python, which cannot be run here yet: use the other graders");
          default ->
              throw fields.wrong(
                  "type",
                  "is '%s', not string_check, text_similarity, score_model or multi"
                      .formatted(type));
        };
    fields.requireAllRead();
    return grader;
  }

  private static String name(Fields fields) {
    return fields.has("name") ? fields.text("name") : fields.text("type");
  }

  private static Grader stringCheck(Fields fields) {
    return new StringCheck(
        name(fields),
        fields.choice("operation", Operation.values()),
        fields.template("input"),
        fields.template("reference"));
  }

  private static Grader textSimilarity(Fields fields) {
    if (fields.text("evaluation_metric").equals("cosine")) {
      throw fields.wrong(
          "evaluation_metric", "is cosine, which takes an embedding model: use another metric");
    }
    return new TextSimilarity(
        name(fields),
        fields.choice("evaluation_metric", Similarity.values()),
        fields.template("input"),
        fields.template("reference"));
  }

  private Grader scoreModel(Fields fields) {
    List<Double> range = fields.has("range") ? fields.numbers("range") : List.of(0.0, 1.0);
    if (range.size() != 2
        || !(range.get(0) < range.get(1))
        || !range.stream().allMatch(Grade::isReward)) {
      throw fields.wrong(
          "range", "must be two numbers between -1,000,000 and 1,000,000, the lower one first");
    }
    return new ScoreModel(name(fields), opinion(fields), range.get(0), range.get(1));
  }

  private Grader labelModel(Fields fields, Place place) {
    if (place == Place.OUTSIDE) {
      throw fields.wrong("type", "is label_model, which is for use in a multi grader only");
    }
    List<String> labels = fields.texts("labels");
    List<String> passing = fields.texts("passing_labels");
    if (labels.isEmpty() || labels.contains("")) {
      throw fields.wrong("labels", "must be texts that are not empty");
    }
    if (!labels.containsAll(passing)) {
      throw fields.wrong("passing_labels", "must be some of the labels");
    }
    return new LabelModel(name(fields), opinion(fields), labels, Set.copyOf(passing));
  }

  private Opinion opinion(Fields fields) {
    String model = fields.text("model");
    Responder responder =
        models
            .find(model)
            .orElseThrow(
                () -> fields.wrong("model", "is '%s', which is not here".formatted(model)));
    List<Opinion.Message> messages = new ArrayList<>();
    for (Fields message : fields.objects("input")) {
      Role role = message.choice("role", Role.values());
      messages.add(new Opinion.Message(role, message.template("content")));
      message.skip("type");
      message.requireAllRead();
    }
    if (messages.isEmpty()) {
      throw fields.wrong("input", "must have a message");
    }
    Fields sampling = fields.object("sampling_params");
    Opinion opinion = new Opinion(model, responder, messages, sampling(sampling), limits(sampling));
    sampling.requireAllRead();
    return opinion;
  }

  private static Sampling sampling(Fields fields) {
    double temperature = fields.number("temperature", 1);
    double topP = fields.number("top_p", 1);
    OptionalLong seed =
        fields.has("seed")
            ? OptionalLong.of((long) fields.number("seed", 0))
            : OptionalLong.empty();
    try {
      return new Sampling(temperature, topP, seed, List.of(), 0, 0, Map.of(), OptionalInt.empty());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(fields.path() + " are out of range: " + e.getMessage(), e);
    }
  }

  private static Opinion.Limits limits(Fields fields) {
    Effort effort =
        fields.has("reasoning_effort")
            ? fields.choice("reasoning_effort", Effort.values())
            : Effort.MEDIUM;
    double most = fields.number("max_completions_tokens", Integer.MAX_VALUE);
    if (!(most >= 1)) {
      throw fields.wrong("max_completions_tokens", "must be at least 1");
    }
    return new Opinion.Limits(
        effort, most >= Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) most));
  }

  private Grader multi(Fields fields, Place place) {
    if (place == Place.IN_MULTI) {
      throw fields.wrong("type", "is multi within multi, and one is enough");
    }
    Map<String, Grader> graders = new LinkedHashMap<>();
    fields
        .named("graders")
        .forEach((key, described) -> {
          Grader grader = read(described, Place.IN_MULTI);
          String name = key.isEmpty() ? grader.name() : key;
          if (graders.putIfAbsent(name, grader) != null) {
            throw fields.wrong("graders", "has two that are called '%s'".formatted(name));
          }
        });
    if (graders.isEmpty() || graders.size() > MOST_GRADERS) {
      throw fields.wrong("graders", "must be 1 to %d".formatted(MOST_GRADERS));
    }
    Formula formula = fields.formula("calculate_output");
    Set<String> unknown = new LinkedHashSet<>(formula.names());
    unknown.removeAll(graders.keySet());
    if (!unknown.isEmpty()) {
      throw fields.wrong(
          "calculate_output",
          "has the name '%s', but the graders are called %s"
              .formatted(unknown.iterator().next(), String.join(", ", graders.keySet())));
    }
    return new Multi(name(fields), graders, formula);
  }
}
