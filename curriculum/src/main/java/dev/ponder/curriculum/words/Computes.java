package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Reply;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Passes one call of Python that prints an expression of whole numbers with that value, however it
/// is written.
record Computes(long expected) implements Check {
  private static final Pattern PRINT = Pattern.compile("print\\((.*)\\)");

  @Override
  public boolean passes(Reply reply) {
    Optional<String> code = Python.code(reply);
    if (code.isEmpty()) {
      return false;
    }
    Matcher print = PRINT.matcher(code.get().replaceAll("\\s", ""));
    return print.matches() && Reckoner.value(print.group(1)).equals(Optional.of(expected));
  }
}
