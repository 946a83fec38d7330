package dev.ponder.protocol.objects;

import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Wording;
import java.util.Arrays;
import java.util.List;

/// What a client uploads a file for.
public enum Purpose {
  ASSISTANTS("assistants"),
  BATCH("batch"),
  FINE_TUNE("fine-tune"),
  VISION("vision"),
  USER_DATA("user_data"),
  EVALS("evals");

  private static final List<String> LABELS =
      Arrays.stream(values()).map(purpose -> purpose.label).toList();

  private final String label;

  Purpose(String label) {
    this.label = label;
  }

  /// As it is written.
  public String label() {
    return label;
  }

  /// The purpose of that name.
  ///
  /// @throws Problem.Exceptional when there is none
  public static Purpose named(String name) {
    int index = LABELS.indexOf(name);
    if (index < 0) {
      throw Problem.invalid(
              "purpose",
              "invalid_value",
              "Invalid value: '%s'. Supported values are: %s."
                  .formatted(Wording.clipped(name), Wording.listed(LABELS)))
          .exception();
    }
    return values()[index];
  }
}
