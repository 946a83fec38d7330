package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an examination has found so far, part after part.
///
/// @param rows the single answers
/// @param votes by area; empty until that is known
/// @param shams by effort; empty until that is known
/// @param structured the last part
record Findings(
    List<Row> rows,
    Map<String, List<Votes>> votes,
    Map<Effort, Map<Shams.Sham, Proportion>> shams,
    Optional<Structured> structured) {
  Findings {
    rows = List.copyOf(rows);
  }

  static Findings of(List<Row> rows) {
    return new Findings(rows, Map.of(), Map.of(), Optional.empty());
  }

  Findings withVotes(Map<String, List<Votes>> known) {
    return new Findings(rows, known, shams, structured);
  }

  Findings withShams(Map<Effort, Map<Shams.Sham, Proportion>> known) {
    return new Findings(rows, votes, known, structured);
  }

  Findings withStructured(Structured known) {
    return new Findings(rows, votes, shams, Optional.of(known));
  }

  /// The votes, as they are written down.
  Json votesJson() {
    List<Json> all = new ArrayList<>();
    votes.forEach((area, some) ->
        some.forEach(one ->
            all.add(
                Json.object()
                    .put("area", area)
                    .put("effort", Evaluation.lower(one.effort()))
                    .put("answers", one.samples())
                    .put("tokens", one.tokens())
                    .put("majority", Report.json(one.majority()))
                    .put("any", Report.json(one.any()))
                    .build())));
    return Json.of(all);
  }

  /// The sham controls, as they are written down.
  Json shamsJson() {
    Json.Builder all = Json.object();
    shams.forEach((effort, results) -> {
      Json.Builder some = Json.object();
      results.forEach((sham, right) -> some.put(Evaluation.lower(sham), Report.json(right)));
      all.put(Evaluation.lower(effort), some.build());
    });
    return all.build();
  }

  /// The last part, as it is written down; empty before it is known.
  Json structuredJson() {
    return structured.map(Structured::toJson).orElse(Json.object().build());
  }
}
