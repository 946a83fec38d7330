package dev.ponder.model;

import dev.ponder.compute.Format;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which format each matrix of a model file is in: the same for all, or one of the mixes that
/// llama.cpp's converter makes, which spend more bits where they matter most.
///
/// @param name as on the command line: of a format, or of a mix such as `Q4_K_M`
/// @param usual of most matrices
/// @param finer of the others
public record WeightTypes(String name, Format usual, Format finer, Choice choice) {
  private static final Pattern LAYER = Pattern.compile("blk\\.(\\d+)\\.(.*)\\.weight");

  /// Which matrices are in the finer format.
  public enum Choice {
    /// None.
    NONE,

    /// The head, and values and the way down in half of the layers.
    SENSITIVE,

    /// All but those of the experts.
    ALL_BUT_EXPERTS
  }

  private static final List<WeightTypes> MIXES =
      List.of(
          new WeightTypes("Q4_K_M", Format.Q4_K, Format.Q6_K, Choice.SENSITIVE),
          new WeightTypes("Q5_K_M", Format.Q5_K, Format.Q6_K, Choice.SENSITIVE),
          new WeightTypes("MXFP4_MOE", Format.MXFP4, Format.Q8_0, Choice.ALL_BUT_EXPERTS));

  /// All matrices in that format.
  public static WeightTypes all(Format format) {
    return new WeightTypes(format.name(), format, format, Choice.NONE);
  }

  /// The types of that name, in whatever case.
  public static Optional<WeightTypes> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return known().filter(types -> types.name.equals(upper)).findFirst();
  }

  /// All names.
  public static List<String> names() {
    return known().map(WeightTypes::name).toList();
  }

  private static Stream<WeightTypes> known() {
    return Stream.concat(Arrays.stream(Format.values()).map(WeightTypes::all), MIXES.stream());
  }

  /// The format of a matrix; where its rows are no whole blocks of the one that it should have,
  /// another of about the same size.
  ///
  /// @param tensor GGUF's name
  /// @param layers of the model
  Format formatOf(String tensor, int layers, int columns) {
    Format format = isFiner(tensor, layers) ? finer : usual;
    if (columns % format.blockElements() != 0) {
      format = withSmallerBlocks(format);
    }
    return columns % format.blockElements() == 0 ? format : Format.F16;
  }

  private boolean isFiner(String tensor, int layers) {
    return switch (choice) {
      case NONE -> false;
      case ALL_BUT_EXPERTS -> !tensor.contains("_exps.");
      case SENSITIVE -> {
        Matcher matcher = LAYER.matcher(tensor);
        if (!matcher.matches()) {
          yield true;
        }
        int layer = Integer.parseInt(matcher.group(1));
        String matrix = matcher.group(2);
        yield (matrix.equals("attn_v") || matrix.startsWith("ffn_down"))
            && isSensitive(layer, layers);
      }
    };
  }

  /// The first and last eighths of the layers and every third between them.
  private static boolean isSensitive(int layer, int layers) {
    int eighth = layers / 8;
    return layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
  }

  private static Format withSmallerBlocks(Format format) {
    return switch (format) {
      case Q2_K, Q3_K, IQ4_XS -> Format.IQ4_NL;
      case Q4_K -> Format.Q5_0;
      case Q5_K -> Format.Q5_1;
      case Q6_K -> Format.Q8_0;
      case F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, IQ4_NL, MXFP4 -> format;
    };
  }

  /// llama.cpp's number for a file of these types.
  int fileType() {
    return switch (usual) {
      case F32 -> 0;
      case F16 -> 1;
      case Q4_0 -> 2;
      case Q4_1 -> 3;
      case Q8_0 -> 7;
      case Q5_0 -> 8;
      case Q5_1 -> 9;
      case Q2_K -> 10;
      case Q3_K -> 12;
      case Q4_K -> choice == Choice.SENSITIVE ? 15 : 14;
      case Q5_K -> choice == Choice.SENSITIVE ? 17 : 16;
      case Q6_K -> 18;
      case IQ4_NL -> 25;
      case IQ4_XS -> 30;
      case BF16 -> 32;
      case MXFP4 -> 38;
    };
  }
}
