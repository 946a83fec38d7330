package dev.ponder.curriculum.lexicon;

import java.util.List;
import java.util.Locale;

/// Keeps rude words out of those that are made up: syllables put together by chance now and then
/// say what a product must not.
public final class Decency {
  private static final List<String> RUDE =
      List.of(
          "fuck", "fuk", "shit", "cunt", "dick", "cock", "nigg", "niger", "slut", "whor", "rape",
          "rapi", "fag", "piss", "tit", "anus", "arse", "bitch", "pussy", "puss", "porn", "penis",
          "nazi", "hitler", "spic", "spick", "kike", "gook", "coon", "chink", "twat", "wank",
          "turd", "jerk", "ficke", "hure", "arsch", "schei", "fotz", "puta", "mierd", "merd",
          "conn", "salop", "nutte");

  private Decency() {}

  /// Whether nothing rude can be read in that word.
  public static boolean isDecent(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return RUDE.stream().noneMatch(lower::contains);
  }
}
