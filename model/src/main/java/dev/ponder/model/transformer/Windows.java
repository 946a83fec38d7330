package dev.ponder.model.transformer;

import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.Metadata;
import java.util.List;

/// Which layers see a sliding window only, and how wide it is.
///
/// A file says the width (`attention.sliding_window`) and may say the pattern
/// (`attention.sliding_window_pattern`): a period, of which the last layer sees everything, or one
/// flag per layer. Most leave it to the architecture.
final class Windows {
  private final int width;
  private final boolean[] windowed;

  private Windows(int width, boolean[] windowed) {
    this.width = width;
    this.windowed = windowed;
  }

  /// A window on all layers, if the file names one.
  static Windows everywhere(Source source, int layers) {
    return read(source, layers, 0);
  }

  /// A window on all layers except each `period`-th, if the file names one.
  static Windows allButEvery(int period, Source source, int layers) {
    return read(source, layers, period);
  }

  private static Windows read(Source source, int layers, int usualPeriod) {
    Metadata metadata = source.metadata();
    int width =
        metadata.integer(source.key("attention.sliding_window"), 0, Integer.MAX_VALUE).orElse(0);
    String key = source.key("attention.sliding_window_pattern");
    if (metadata.values().get(key) instanceof GgufValue.Arr(List<GgufValue> flags)) {
      return new Windows(width, flags(metadata, key, flags, layers));
    }
    int period = metadata.integer(key, 0, Integer.MAX_VALUE).orElse(usualPeriod);
    boolean[] windowed = new boolean[layers];
    for (int i = 0; i < layers; i++) {
      windowed[i] = period == 0 || (i + 1) % period != 0;
    }
    return new Windows(width, windowed);
  }

  private static boolean[] flags(Metadata metadata, String key, List<GgufValue> flags, int layers) {
    if (flags.size() < layers) {
      throw metadata.unfit(key, "has %d elements, not %d".formatted(flags.size(), layers));
    }
    boolean[] windowed = new boolean[layers];
    for (int i = 0; i < layers; i++) {
      windowed[i] =
          switch (flags.get(i)) {
            case GgufValue.Bool(boolean flag) -> flag;
            case GgufValue.Int(long integer) -> integer != 0;
            case GgufValue.Real _, GgufValue.Str _, GgufValue.Arr _ ->
                throw metadata.unfit(key, "holds what is no flag");
          };
    }
    return windowed;
  }

  /// The window of that layer, 0 for none.
  int of(int layer) {
    return windowed[layer] ? width : 0;
  }
}
