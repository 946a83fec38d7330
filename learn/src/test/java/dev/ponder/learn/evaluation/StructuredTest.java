package dev.ponder.learn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import org.junit.jupiter.api.Test;

class StructuredTest {
  private static final Structured STRUCTURED =
      new Structured(
          SchemaScore.none().plus(FinishReason.STOP, false, false),
          SchemaScore.none()
              .plus(FinishReason.STOP, true, true)
              .plus(FinishReason.STOP, true, false)
              .plus(FinishReason.LENGTH, false, false)
              .plus(FinishReason.LENGTH, false, false));

  @Test
  void whatWasCutOffIsNotInvalidButStandsBesideIt() {
    SchemaScore held = STRUCTURED.held();
    assertThat(held.cutOff()).isEqualTo(2);
    assertThat(held.valid()).isEqualTo(new Proportion(2, 2));
    assertThat(held.right()).isEqualTo(new Proportion(1, 4));
    assertThat(STRUCTURED.free().valid()).isEqualTo(new Proportion(0, 1));
  }

  @Test
  void everyOutputTellsHowManyWereCutOff() {
    assertThat(STRUCTURED.table().getLast())
        .startsWith("held to the schema", "4", "2", "100.0 [34-100]");
    assertThat(STRUCTURED.toJson().member("held_cut_off")).contains(Json.of(2));
    assertThat(STRUCTURED.toJson().member("held_valid").orElseThrow().text())
        .startsWith("{\"n\":2,\"share\":1");
    assertThat(STRUCTURED.csv().lines().toList())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("held,4,2,2,1.0000,0.3424,1.0000,0.2500,");
  }
}
