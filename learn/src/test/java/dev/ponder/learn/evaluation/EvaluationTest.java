package dev.ponder.learn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model that was trained on other wordings, so little is expected of it but that it is examined.
class EvaluationTest {
  private static final Path MODEL = Path.of("../app/src/test/resources/reasoner-2m/model.gguf");

  @TempDir Path folder;

  /// What is told on the way.
  private static final class Seen implements Evaluation.Progress {
    private final List<Long> left = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();

    @Override
    public void answered(long done, long total) {
      left.add(total - done);
    }

    @Override
    public void found(Report soFar) {
      reports.add(soFar);
    }
  }

  @Test
  void examinesComparesAndWritesDown() throws IOException, InterruptedException {
    List<Subject> subjects =
        Curriculum.subjects().stream().filter(one -> one.name().equals("sequences")).toList();
    Evaluation.Order order =
        new Evaluation.Order(MODEL, Optional.of(MODEL), subjects, Split.HELD_OUT, 2, 5, 1);
    Seen seen = new Seen();
    Report report = Evaluation.run(order, seen);
    assertThat(seen.left).allMatch(left -> left >= 0).endsWith(0L);
    assertThat(seen.reports).hasSize(3).noneMatch(Report::complete);
    assertThat(seen.reports.getFirst().table()).isEqualTo(report.table());
    assertThat(seen.reports.getFirst().structuredTable()).isEmpty();
    assertThat(report.complete()).isTrue();
    assertThat(report.model()).isEqualTo("reasoner-2m");
    assertThat(report.table()).anySatisfy(line -> assertThat(line).contains("sequences", "-", "2"));
    assertThat(report.rows())
        .allSatisfy(row ->
            assertThat(row.against())
                .hasValueSatisfying(other -> assertThat(other.difference().difference()).isZero()));

    report.write(folder);
    Json.Obj json = (Json.Obj) Json.parse(Files.readString(folder.resolve("evaluation.json")));
    assertThat(json.members()).containsKeys("cells", "votes", "shams", "structured", "seed");
    assertThat(Files.readAllLines(folder.resolve("evaluation.csv")))
        .hasSize(report.rows().size() + 1);
    assertThat(Files.readAllLines(folder.resolve("structured.csv"))).hasSize(3);
    assertThat(Files.readString(folder.resolve("accuracy-tokens.svg"))).contains("</svg>");
    assertThat(Files.readString(folder.resolve("subjects.svg"))).contains("sequences", "</svg>");
  }
}
