package dev.ponder.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesModelsTest {
  private static final List<ModelInfo> MODELS =
      Stream.of("a", "b", "c", "d")
          .map(id -> ModelInfo.of(id, Optional.empty(), Instant.EPOCH, 4096))
          .toList();

  @Test
  void pagesForwardAndBack() {
    assertThat(page("2", "", ""))
        .contains("\"first_id\":\"a\",\"last_id\":\"b\",\"has_more\":true");
    assertThat(page("2", "b", ""))
        .contains("\"first_id\":\"c\",\"last_id\":\"d\",\"has_more\":false");
    assertThat(page("2", "", "d"))
        .contains("\"first_id\":\"b\",\"last_id\":\"c\",\"has_more\":true");
    assertThat(page("", "d", ""))
        .isEqualTo("{\"data\":[],\"first_id\":null,\"last_id\":null,\"has_more\":false}");
  }

  @Test
  void refusesWhatIsNoPage() {
    for (String limit : List.of("0", "1001", "x", "-1", "99999999999")) {
      assertThatThrownBy(() -> page(limit, "", "")).isInstanceOf(Problem.Exceptional.class);
    }
    assertThatThrownBy(() -> page("", "z", "")).hasMessage("no model is called z");
  }

  private static String page(String limit, String after, String before) {
    return MessagesModels.list(
        MODELS, MessagesModels.Page.of(given(limit), given(after), given(before)));
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty());
  }
}
