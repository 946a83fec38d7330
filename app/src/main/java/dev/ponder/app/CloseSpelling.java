package dev.ponder.app;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What somebody may have meant who typed something that a command does not know.
record CloseSpelling(CommandSpec command) {
  /// Anything is close to a shorter word.
  private static final int SHORTEST = 3;

  /// The nearest option or subcommand, if at most two letters in five differ.
  Optional<String> of(String typed) {
    String word = bare(typed);
    return names()
        .filter(name -> Math.min(bare(name).length(), word.length()) >= SHORTEST)
        .filter(name -> distance(bare(name), word) <= word.length() * 2 / 5)
        .min(Comparator.comparingInt(name -> distance(bare(name), word)));
  }

  private Stream<String> names() {
    return Stream.concat(
        command.subcommands().keySet().stream(),
        command.options().stream().filter(option -> !option.hidden()).map(OptionSpec::longestName));
  }

  private static String bare(String name) {
    return name.replaceFirst("^-+", "");
  }

  /// Letters to insert, remove or change (Levenshtein's distance).
  private static int distance(String from, String to) {
    // Nobody mistypes a prompt's worth of letters, and the work is the product of the lengths.
    if (Math.abs(from.length() - to.length()) > to.length() * 2 / 5) {
      return Integer.MAX_VALUE;
    }
    int[] above = new int[to.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
