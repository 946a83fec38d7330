package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.model.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Guesses change how many steps an answer takes, and nothing else.
class SpeculationTest {
  private static final EngineOptions PLAIN = new EngineOptions(1024, 512, 16, 64, 128);
  private static final EngineOptions DRAFTING = PLAIN.withDraftTokens(8);

  @Test
  void aDraftIsWhatFollowedTheSameTokensLast() {
    int[] tokens = {1, 2, 3, 7, 1, 2, 3, 8, 9, 1, 2, 3};

    assertThat(new Ngrams().draft(tokens, tokens.length, 3)).containsExactly(8, 9, 1);
  }

  @Test
  void aRepetitionGoesRound() {
    int[] tokens = {4, 5, 4, 5, 4, 5};

    assertThat(new Ngrams().draft(tokens, tokens.length, 5)).containsExactly(4, 5, 4, 5, 4);
  }

  @Test
  void whereNothingRepeatsNothingIsDrafted() {
    assertThat(new Ngrams().draft(new int[] {1, 2, 3, 4, 5, 6}, 6, 4)).isEmpty();
    assertThat(new Ngrams().draft(new int[] {1, 2}, 2, 4)).isEmpty();
  }

  @Test
  void placesAreFoundInLongTextsThatGrow() {
    SplittableRandom random = new SplittableRandom(3);
    int[] tokens = random.ints(5_000, 0, 1_000_000).toArray();
    Ngrams ngrams = new Ngrams();
    int found = 0;
    for (int length = 100; length < 4_000; length += 7) {
      System.arraycopy(tokens, length / 2, tokens, length, 3);
      int[] draft = ngrams.draft(tokens, length + 3, 2);
      found += draft.length == 2 && draft[0] == tokens[length / 2 + 3] ? 1 : 0;
    }

    // At most half of the slots are taken, so a place survives the later ones with e^-0.5 or more.
    assertThat(found).isGreaterThan(560 * 6 / 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 40})
  void tokensAreTheSameWithAndWithoutDrafts(int window) throws InterruptedException {
    for (int seed = 0; seed < 12; seed++) {
      List<GenerationRequest> requests = requests(seed);
      // Few tokens and little context make a model that repeats itself.
      List<Requests.Result> plain = answers(new FakeModel(5, window), PLAIN, requests);
      List<Requests.Result> drafted = answers(new FakeModel(5, window), DRAFTING, requests(seed));

      assertThat(drafted).isEqualTo(plain);
    }
  }

  @Test
  void whatRepeatsItselfTakesFewerSteps() {
    int[] cycle = {1, 2, 3, 2};
    FakeModel model = new FakeModel(5);
    model.before(batch -> {
      Slice slice = batch.getFirst();
      int end = slice.firstPosition() + slice.tokens().length;
      model.after(logits -> {
        Arrays.fill(logits.values(), 0);
        for (int row = 0; row < logits.rows(); row++) {
          int position = end - logits.rows() + row + 1;
          logits.values()[row * logits.vocabulary() + cycle[position % 4]] = 1;
        }
      });
    });
    Harness engine = new Harness(model, DRAFTING);
    engine.submit(Requests.greedy(new int[] {1, 2, 3, 2, 1, 2, 3, 2}, 200));
    while (engine.step()) {}

    EngineMetrics metrics = engine.metrics();
    assertThat(metrics.sampledTokens()).isEqualTo(200);
    assertThat(metrics.acceptedTokens()).isPositive().isEqualTo(metrics.draftedTokens());
    assertThat(metrics.steps()).isEqualTo(200 - metrics.acceptedTokens());
  }

  @Test
  void aSequenceWhoseDraftsFailDraftsLessAndLess() {
    int[] tokens = new int[2_000];
    Speculation speculation = new Speculation();
    int drafted = 0;
    for (int length = 100; length < 1_100; length++) {
      int[] draft = speculation.draft(tokens, length, 8);
      if (draft.length > 0) {
        drafted++;
        speculation.learn(draft.length, 0);
      }
    }

    assertThat(drafted).isBetween(10, 40);
  }

  @Test
  void draftsThatCostMoreThanTheySaveAreSuspendedAndTriedAgain() {
    DraftLedger ledger = new DraftLedger();
    int drafted = 0;
    for (int step = 0; step < 1_000; step++) {
      boolean pays = ledger.pays(1);
      drafted += pays ? 1 : 0;
      ledger.took(1, pays ? 4 : 0, pays ? 2 : 1, pays ? 250 : 100);
    }
    assertThat(drafted).isBetween(8, 60);

    DraftLedger other = new DraftLedger();
    for (int step = 0; step < 1_000; step++) {
      boolean pays = other.pays(1);
      other.took(1, pays ? 4 : 0, pays ? 2 : 1, pays ? 150 : 100);
    }
    assertThat(other.pays(1)).isTrue();
  }

  private static List<GenerationRequest> requests(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<GenerationRequest> requests = new ArrayList<>();
    for (int i = 0; i < 1 + seed % 3; i++) {
      int[] prompt = random.ints(3 + random.nextInt(80), 0, 3).toArray();
      SamplingParameters sampling =
          seed % 2 == 0
              ? SamplingParameters.GREEDY
              : new SamplingParameters(0.7, 0.9, seed, 0.1, 0.1, Map.of(1, 0.5), 2);
      TokenConstraint constraint = i % 2 == 0 ? TokenConstraint.NONE : new OftenForced();
      requests.add(new GenerationRequest(prompt, sampling, Set.of(4), 120, constraint));
    }
    return requests;
  }

  private static List<Requests.Result> answers(
      FakeModel model, EngineOptions options, List<GenerationRequest> requests)
      throws InterruptedException {
    Harness engine = new Harness(model, options);
    List<Generation> generations = requests.stream().map(engine::submit).toList();
    while (engine.step()) {}
    List<Requests.Result> results = new ArrayList<>();
    for (Generation generation : generations) {
      results.add(Requests.read(generation));
    }
    return results;
  }

  /// Leaves no choice for some tokens, and so more than one in a row now and then.
  private static final class OftenForced implements TokenConstraint {
    private int accepted;

    @Override
    public boolean restrict(TokenSet allowed) {
      if (accepted % 7 < 3) {
        return false;
      }
      allowed.add(accepted % 3);
      return true;
    }

    @Override
    public void accept(int token) {
      accepted++;
    }
  }
}
