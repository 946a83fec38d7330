package dev.ponder.app;

import dev.ponder.hub.Spelling;
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
    int most = word.length() * 2 / 5;
    return names()
        .filter(name -> Math.min(bare(name).length(), word.length()) >= SHORTEST)
        // Nobody mistypes a prompt's worth of letters, and the work is the product of the lengths.
        .filter(name -> Math.abs(bare(name).length() - word.length()) <= most)
        .filter(name -> Spelling.distance(bare(name), word) <= most)
        .min(Comparator.comparingInt(name -> Spelling.distance(bare(name), word)));
  }

  private Stream<String> names() {
    return Stream.concat(
        command.subcommands().keySet().stream(),
        command.options().stream().filter(option -> !option.hidden()).map(OptionSpec::longestName));
  }

  private static String bare(String name) {
    return name.replaceFirst("^-+", "");
  }
}
