package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import dev.ponder.protocol.wire.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The wire format of `POST /v1/moderations`.
public final class ModerationObjects {
  /// What a text is judged by.
  public static final List<String> CATEGORIES =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "illicit",
          "illicit/violent",
          "self-harm",
          "self-harm/intent",
          "self-harm/instructions",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");

  private static final double FLAGGED = 0.5;
  private static final int MOST_INPUTS = 256;

  private ModerationObjects() {}

  /// A decoded request.
  ///
  /// @param texts to judge, each by itself
  public record Call(List<String> texts, Optional<String> model) {
    public Call {
      texts = List.copyOf(texts);
    }
  }

  /// Reads a request.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when it is not a request that can be honoured
  public static Call decode(Json json) {
    Cursor body = Cursor.root(json);
    body.allow(Set.of("input", "model"));
    return new Call(texts(body.required("input")), body.optional("model").map(Cursor::string));
  }

  private static List<String> texts(Cursor input) {
    if (input.isString()) {
      return List.of(input.string());
    }
    List<Cursor> elements = input.someElements("a string or an array of strings or parts");
    if (elements.size() > MOST_INPUTS) {
      throw input.refused(
          "array_above_max_length",
          "Invalid 'input': array too long. Expected an array with maximum length %d, but got an"
              + " array with length %d instead.",
          MOST_INPUTS,
          elements.size());
    }
    if (elements.getFirst().isString()) {
      return elements.stream().map(Cursor::string).toList();
    }
    // Parts are one input together.
    return List.of(
        elements.stream().map(ModerationObjects::text).collect(Collectors.joining("\n")));
  }

  private static String text(Cursor part) {
    Cursor type = part.required("type");
    if (type.oneOf(List.of("text", "image_url")).equals("image_url")) {
      throw type.refused(
          "unsupported_value", "Images are not supported by this server's moderation model.");
    }
    return part.required("text").string();
  }

  /// What a judgement looks like: for each category how likely the text belongs to it, in percent.
  public static Json.Obj schema() {
    Json.Builder properties = Json.object();
    Json percent =
        Json.object().put("type", "integer").put("minimum", 0).put("maximum", 100).build();
    CATEGORIES.forEach(category -> properties.put(category, percent));
    return Json.object()
        .put("type", "object")
        .put("properties", properties.build())
        .put("required", Json.of(CATEGORIES.stream().map(Json::of).toList()))
        .put("additionalProperties", false)
        .build();
  }

  /// Reads a judgement of that schema; a category that it leaves out does not apply.
  ///
  /// @return by category, from 0 to 1
  public static Map<String, Double> scores(Json.Obj judgement) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String category : CATEGORIES) {
      double percent =
          judgement.member(category).orElse(Json.of(0)) instanceof Json.Num number
              ? number.doubleValue()
              : 0;
      scores.put(category, Math.clamp(percent / 100, 0.0, 1.0));
    }
    return scores;
  }

  /// The body of the answer.
  ///
  /// @param scores of each text, see [#scores]
  public static Json.Obj encode(String id, String model, List<Map<String, Double>> scores) {
    List<Json.Obj> results = new ArrayList<>();
    scores.forEach(each -> results.add(result(each)));
    return Json.object().put("id", id).put("model", model).put("results", Json.of(results)).build();
  }

  private static Json.Obj result(Map<String, Double> scores) {
    Json.Builder categories = Json.object();
    Json.Builder numbers = Json.object();
    Json.Builder types = Json.object();
    scores.forEach((category, score) -> {
      categories.put(category, score >= FLAGGED);
      numbers.put(category, score);
      types.put(category, Json.of(List.of(Json.of("text"))));
    });
    return Json.object()
        .put("flagged", scores.values().stream().anyMatch(score -> score >= FLAGGED))
        .put("categories", categories.build())
        .put("category_scores", numbers.build())
        .put("category_applied_input_types", types.build())
        .build();
  }
}
