package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.app.EditedFile.Edit;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.Slice;
import dev.ponder.model.States;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuessingTest {
  private static final int VOCABULARY = 2000;

  @Test
  void aReplayedModelIsCertainOfTheTextAtEachPosition() throws InterruptedException {
    Replay replay = new Replay("", new int[] {5, 6, 7}, new int[] {9, 8, 9, 4, 1});
    // The text is checked where it is measured.
    GuessingResult measured = measured(List.of(replay));
    assertThat(measured.texts())
        .singleElement()
        .satisfies(text -> {
          assertThat(text.plain().least()).isPositive();
          assertThat(text.guessed()).isZero();
          assertThat(text.acceptance()).isZero();
        });
  }

  @Test
  void anEditedFileIsMostlyGuessed() throws InterruptedException {
    Replay edit = Replays.edit(EditedFile.usual(), VOCABULARY);
    GuessingResult.Text measured = measured(List.of(edit)).texts().getFirst();
    assertThat(measured.guessed()).isGreaterThan(edit.answer().length / 3);
    assertThat(measured.acceptance()).isGreaterThan(0.5);
  }

  @Test
  void everyGuessAboutATextThatMisleadsIsWrong() throws InterruptedException {
    Replay misleading = Replays.misleading(300, 400);
    GuessingResult.Text measured = measured(List.of(misleading)).texts().getFirst();
    assertThat(measured.guessed()).isPositive();
    assertThat(measured.right()).isZero();
  }

  @Test
  void theUsualEditsTouchLittle() {
    EditedFile file = EditedFile.usual();
    assertThat(file.original().lines().count()).isBetween(100L, 200L);
    assertThat(file.edited())
        .contains("jarsByKind", "cannot take", "SOON_DAYS = 5")
        .doesNotContain("shelves", "room()");
    List<String> before = file.original().lines().toList();
    assertThat(file.edited().lines().filter(line -> !before.contains(line)).count())
        .isBetween(5L, 20L);
    assertThat(file.question()).contains(file.original());
  }

  @Test
  void anEditThatHasNowhereToGoIsAMistakeInTheWorkload() {
    EditedFile file = new EditedFile("a b", List.of(new Edit("b", "c"), new Edit("b", "d")));
    assertThatThrownBy(file::edited)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not there to be edited: b");
  }

  @Test
  void codeIsCutIntoWordsSignsAndIndentation() {
    CodeTokens tokens = new CodeTokens(VOCABULARY);
    // Indentation but its last space, " return", " jars", "By", "Kind", ".", "get", "(", "k",
    // ");\n".
    assertThat(tokens.of("        return jarsByKind.get(k);\n"))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(tokens.of(" jars 12 return")).containsExactly(2, 10, 11, 12, 1);
    String file = EditedFile.usual().original();
    assertThat((double) file.length() / tokens.of(file).length).isBetween(3.0, 4.5);
  }

  private static GuessingResult measured(List<Replay> replays) throws InterruptedException {
    EngineOptions options = new EngineOptions(4096, 128, 1, 0, 512);
    GuessingResult.Limits limits = new GuessingResult.Limits(options.withDraftTokens(12), options);
    return GuessingResult.measure(new Silent(), replays, limits, 1);
  }

  /// Computes nothing, and finds all tokens alike.
  private static final class Silent implements LanguageModel {
    private float[] values = new float[0];

    @Override
    public ModelConfig config() {
      return ModelConfig.uniform("silent", VOCABULARY, 4096, 1, 4);
    }

    @Override
    public Logits forward(List<Slice> batch) {
      int rows = batch.stream().mapToInt(Slice::logitRows).sum();
      if (values.length < rows * VOCABULARY) {
        values = new float[rows * VOCABULARY];
      }
      Arrays.fill(values, 0);
      return new Logits(values, rows, VOCABULARY);
    }

    @Override
    public States states() {
      return new States(values, 0, 1);
    }

    @Override
    public int maxBatchTokens() {
      return 512;
    }

    @Override
    public void close() {}
  }
}
