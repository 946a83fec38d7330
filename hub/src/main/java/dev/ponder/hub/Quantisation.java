package dev.ponder.hub;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The weight format that a file's name tells.
public final class Quantisation {
  /// Which to take when nobody says: small without much loss first, then what comes near.
  static final List<String> PREFERENCE =
      List.of(
          "Q4_K_M",
          "Q8_0",
          "MXFP4",
          "MXFP4_MOE",
          "Q4_K_S",
          "Q5_K_M",
          "Q6_K",
          "Q4_0",
          "IQ4_XS",
          "IQ4_NL",
          "Q5_K_S",
          "Q5_0",
          "Q4_1",
          "Q5_1",
          "Q4_K_L",
          "BF16",
          "F16",
          "FP16");

  private static final Pattern LABEL =
      Pattern.compile(
          "(?<![A-Z0-9])((?:UD-)?(?:I?Q|TQ)\\d(?:_[A-Z0-9]+)*|MXFP4(?:_MOE)?|NVFP4"
              + "|BF16|FP?16|FP?32)(?![A-Z0-9])");

  private Quantisation() {}

  /// Such as `Q4_K_M`, in capitals: the last one in the name.
  public static Optional<String> of(String file) {
    Matcher matcher = LABEL.matcher(file.toUpperCase(Locale.ROOT));
    Optional<String> last = Optional.empty();
    while (matcher.find()) {
      last = Optional.of(matcher.group(1));
    }
    return last;
  }
}
