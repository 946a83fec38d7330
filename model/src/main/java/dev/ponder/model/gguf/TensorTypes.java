package dev.ponder.model.gguf;

import dev.ponder.compute.Format;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// GGML's tensor types by their ids: those that this program computes with, and the names of the
/// others, so that a message can say what a file holds.
final class TensorTypes {
  private static final List<String> NAMES =
      List.of(
          ("F32 F16 Q4_0 Q4_1 Q4_2 Q4_3 Q5_0 Q5_1 Q8_0 Q8_1 Q2_K Q3_K Q4_K Q5_K Q6_K Q8_K IQ2_XXS"
                  + " IQ2_XS IQ3_XXS IQ1_S IQ4_NL IQ3_S IQ2_S IQ4_XS I8 I16 I32 I64 F64 IQ1_M BF16"
                  + " Q4_0_4_4 Q4_0_4_8 Q4_0_8_8 TQ1_0 TQ2_0 IQ4_NL_4_4 IQ4_NL_4_8 IQ4_NL_8_8 MXFP4"
                  + " NVFP4 Q1_0 Q2_0")
              .split(" "));

  /// What Ollama's first files of gpt-oss have for MXFP4: an id that GGML had given up.
  static final int OLLAMA_MXFP4 = 4;

  private TensorTypes() {}

  /// The format of that id, where it is one that this program computes with.
  static Optional<Format> format(int id) {
    if (id == OLLAMA_MXFP4) {
      return Optional.of(Format.MXFP4);
    }
    String name = name(id);
    for (Format format : Format.values()) {
      if (format.name().equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /// GGML's name for that id, or the number where it has none.
  static String name(int id) {
    return id >= 0 && id < NAMES.size()
        ? NAMES.get(id)
        : String.format(Locale.ROOT, "number %d", id & 0xFFFFFFFFL);
  }

  static int id(Format format) {
    return NAMES.indexOf(format.name());
  }
}
