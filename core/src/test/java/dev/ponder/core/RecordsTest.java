package dev.ponder.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordsTest {

  @Test
  void samplingStaysInItsRanges() {
    assertThat(sampling(0, 1, "a", 100.0, 20).withSeed(7).seed()).hasValue(7);
    refused(() -> sampling(2.1, 1, "a", 0.0, 0));
    refused(() -> sampling(Double.NaN, 1, "a", 0.0, 0));
    refused(() -> sampling(1, 0, "a", 0.0, 0));
    refused(() -> sampling(1, 1.5, "a", 0.0, 0));
    refused(() -> sampling(1, 1, "", 0.0, 0));
    refused(() -> sampling(1, 1, "a", -101.0, 0));
    refused(() -> sampling(1, 1, "a", 0.0, 21));
  }

  @Test
  void sharesDoNotExceedTheWhole() {
    refused(() -> new Usage(3, 4, 1, 0));
    refused(() -> new Usage(3, -1, 1, 0));
    refused(() -> new Usage(3, 0, 1, 2));
  }

  @Test
  void aModelIsNamedByACompleteDigest() {
    refused(() -> model("abc", 4096));
    refused(() -> model("AB".repeat(32), 4096));
    refused(() -> model("ab".repeat(32), 0));
  }

  @Test
  void bytesAreBytes() {
    refused(() -> new TokenLogprob("a", List.of(256), 0, List.of()));
    refused(() -> new TokenLogprob("a", List.of(-1), 0, List.of()));
  }

  @Test
  void aToolChoiceNamesWhatIsOffered() {
    Tool weather = new Tool.Function("weather", Optional.empty(), Optional.empty(), false);
    Tool time = new Tool.Function("time", Optional.empty(), Optional.empty(), false);
    Tools named =
        new Tools(
            List.of(weather, time), new ToolChoice.Named("time"), Tools.Calls.SEVERAL_AT_ONCE);

    assertThat(named.callable()).containsExactly(time);
    assertThat(Tools.of(List.of(weather, time)).callable()).containsExactly(weather, time);
    refused(() -> Tools.of(List.of(weather, weather)));
    refused(() -> new Tools(List.of(), new ToolChoice.Required(), Tools.Calls.ONE_AT_A_TIME));
    refused(() -> new Tools(List.of(time), new ToolChoice.Named("x"), Tools.Calls.ONE_AT_A_TIME));
    refused(() -> new Tool.Function("", Optional.empty(), Optional.empty(), false));
  }

  @Test
  void recordsDoNotShareListsWithTheirMakers() {
    List<Item> items = new ArrayList<>(List.of(Item.Message.of(Role.USER, "hi")));
    Conversation conversation = new Conversation(items);
    items.clear();

    assertThat(conversation.items()).hasSize(1);
  }

  private static Sampling sampling(
      double temperature, double topP, String stop, double bias, int topLogprobs) {
    return new Sampling(
        temperature,
        topP,
        OptionalLong.empty(),
        List.of(stop),
        0,
        0,
        Map.of(1, bias),
        OptionalInt.of(topLogprobs));
  }

  private static ModelInfo model(String sha256, int contextLength) {
    return new ModelInfo(
        "tiny",
        "tiny@1",
        Optional.of(sha256),
        Instant.EPOCH,
        contextLength,
        ModelInfo.Visibility.REASONING_SHOWN,
        Defaults.API);
  }

  private static void refused(Runnable construction) {
    assertThatIllegalArgumentException().isThrownBy(construction::run);
  }
}
