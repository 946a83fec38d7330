package dev.ponder.protocol.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchObjectTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  @Test
  void whatIsStoredIsReadAgain() {
    BatchObject.Order order =
        new BatchObject.Order(
            "file-1", BatchEndpoint.RESPONSES, Map.of("a", "b"), Optional.of(Duration.ofHours(2)));
    BatchObject batch =
        BatchObject.ordered("batch_1", order, NOW)
            .withLines(5, Optional.of("m"))
            .become(BatchStatus.IN_PROGRESS, NOW.plusSeconds(1))
            .plus(new BatchObject.Counts(0, 1, 0), new BatchUsage(1, 2, 3, 4))
            .become(BatchStatus.CANCELLING, NOW.plusSeconds(2))
            .withFiles(Optional.of("file-2"), Optional.empty())
            .withProblems(List.of(BatchProblem.ofFile("code", "message")));
    assertThat(BatchObject.read(batch.stored())).isEqualTo(batch);
    assertThat(batch.json().text())
        .contains("\"created_at\":1000", "\"expires_at\":87400", "\"cancelling_at\":1002")
        .doesNotContain("output_life", "error_file_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Missing required parameter: 'completion_window'.",
        "{'completion_window':'1h'} | Invalid value: '1h'. Supported values are: '24h'.",
        "{'completion_window':'24h'} | Missing required parameter: 'input_file_id'.",
        "{'completion_window':'24h','input_file_id':'f','endpoint':'/v1/images'} | Invalid value:"
            + " '/v1/images'.",
        "{'completion_window':'24h','input_file_id':'f','endpoint':'/v1/responses','metadata':{'a':1}}"
            + " | Invalid type for 'metadata.a'",
        "{'completion_window':'24h','input_file_id':'f','endpoint':'/v1/responses','output_expires_after':{'anchor':'now'}}"
            + " | Invalid value: 'now'.",
        "{'wings':2} | Unknown parameter: 'wings'.",
      })
  void whatIsNoOrderIsRefused(String body, String message) {
    assertThatThrownBy(() -> BatchObject.decodeOrder(Json.parse(body.replace('\'', '"'))))
        .hasMessageStartingWith(message);
  }

  @Test
  void metadataIsBounded() {
    assertThatThrownBy(() -> order("k".repeat(65), "v")).hasMessageContaining("key too long");
    assertThatThrownBy(() -> order("k", "v".repeat(513))).hasMessageContaining("string too long");
    assertThat(order("k".repeat(64), "v".repeat(512)).metadata()).hasSize(1);
  }

  @Test
  void usageIsReadFromEveryKindOfAnswer() {
    assertThat(
            usage(
                "{'usage':{'prompt_tokens':5,'completion_tokens':7,'completion_tokens_details':{'reasoning_tokens':3},'prompt_tokens_details':{'cached_tokens':2}}}"))
        .isEqualTo(new BatchUsage(5, 2, 7, 3));
    assertThat(usage("{'usage':{'input_tokens':5,'output_tokens':7}}"))
        .isEqualTo(new BatchUsage(5, 0, 7, 0));
    assertThat(usage("{'usage':null}")).isEqualTo(BatchUsage.NONE);
    assertThat(usage("{}")).isEqualTo(BatchUsage.NONE);
  }

  private static BatchUsage usage(String body) {
    return BatchUsage.ofAnswer((Json.Obj) Json.parse(body.replace('\'', '"')));
  }

  private static BatchObject.Order order(String key, String value) {
    return BatchObject.decodeOrder(
        Json.object()
            .put("input_file_id", "f")
            .put("endpoint", "/v1/responses")
            .put("completion_window", "24h")
            .put("metadata", Json.object().put(key, value).build())
            .build());
  }
}
