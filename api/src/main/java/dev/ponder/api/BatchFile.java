package dev.ponder.api;

import dev.ponder.core.ModelCatalog;
import dev.ponder.protocol.objects.BatchEndpoint;
import dev.ponder.protocol.objects.BatchLine;
import dev.ponder.protocol.objects.BatchProblem;
import dev.ponder.state.Blobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The input of a batch. It is read once to see that every line is a request, and once more to
/// answer them; it is never in memory as a whole.
///
/// @param blob where its contents are
record BatchFile(Blobs blobs, String blob, BatchEndpoint endpoint) {
  private static final int MOST_LINES = 50_000;
  private static final int MOST_LINE_BYTES = 16 << 20;

  /// So many say enough about a file of another kind.
  private static final int MOST_PROBLEMS = 100;

  /// What there is to do, or why that cannot be done.
  ///
  /// @param model what all lines ask, if they ask the same
  record Findings(int lines, Optional<String> model, List<BatchProblem> problems) {}

  /// Takes one line of the input.
  interface Taker {
    /// @return whether the next one is wanted
    boolean take(int number, BatchLine line) throws InterruptedException;
  }

  Findings examine(ModelCatalog catalog) throws IOException {
    Examination examination = new Examination(catalog);
    try (LineReader lines = new LineReader(blobs.open(blob), MOST_LINE_BYTES)) {
      Optional<LineReader.Line> line = lines.next();
      while (line.isPresent() && examination.goesOn()) {
        examination.look(line.get());
        line = lines.next();
      }
    }
    return examination.findings();
  }

  /// Hands over the lines, which were found to be requests.
  void forEach(Taker taker) throws IOException, InterruptedException {
    try (LineReader lines = new LineReader(blobs.open(blob), MOST_LINE_BYTES)) {
      boolean wanted = true;
      for (Optional<LineReader.Line> line = lines.next();
          line.isPresent() && wanted;
          line = lines.next()) {
        int number = line.get().number();
        wanted = taker.take(number, decoded(line.get().text().orElseThrow(), number));
      }
    }
  }

  private BatchLine decoded(byte[] text, int number) {
    try {
      return BatchLine.decode(text, number, endpoint);
    } catch (BatchLine.UnusableException e) {
      throw new IllegalStateException("a line that was a request is none any more", e);
    }
  }

  /// What one look at all lines adds up to.
  private final class Examination {
    private final ModelCatalog catalog;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> models = new HashSet<>();
    private final List<BatchProblem> problems = new ArrayList<>();
    private int lines;

    Examination(ModelCatalog catalog) {
      this.catalog = catalog;
    }

    boolean goesOn() {
      return problems.size() < MOST_PROBLEMS && lines <= MOST_LINES;
    }

    void look(LineReader.Line line) {
      lines++;
      int number = line.number();
      if (line.text().isEmpty()) {
        problem("line_too_long", "A line may have at most 16 MiB.", number);
        return;
      }
      try {
        look(BatchLine.decode(line.text().get(), number, endpoint), number);
      } catch (BatchLine.UnusableException e) {
        problems.add(e.problem());
      }
    }

    private void look(BatchLine line, int number) {
      if (!ids.add(line.customId())) {
        problems.add(line.duplicate(number));
      }
      if (models.add(line.model()) && catalog.find(line.model()).isEmpty()) {
        // Every line that asks for it is told.
        models.remove(line.model());
        problems.add(line.unknownModel(number));
      }
    }

    private void problem(String code, String message, int number) {
      problems.add(new BatchProblem(code, message, Optional.empty(), OptionalInt.of(number)));
    }

    Findings findings() {
      if (lines == 0) {
        problems.add(BatchProblem.ofFile("empty_file", "The batch input file is empty."));
      }
      if (lines > MOST_LINES) {
        problems.add(
            BatchProblem.ofFile(
                "too_many_tasks",
                "The batch input file has more than %d requests.".formatted(MOST_LINES)));
      }
      Optional<String> model = models.size() == 1 ? models.stream().findFirst() : Optional.empty();
      return new Findings(lines, model, problems);
    }
  }
}
