package dev.ponder.grammar;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Sets of characters by Unicode's names for them, as far as Java knows them too; found once for
/// all patterns of a grammar, because each takes a look at every character there is.
final class UnicodeProperties {
  private static final int STEPS = 250_000;

  private final Budget budget;
  private final Map<String, Optional<CodePoints>> known = new HashMap<>();
  private @Nullable String everything;

  UnicodeProperties(Budget budget) {
    this.budget = budget;
  }

  /// Accounts for work on sets of so many ranges.
  void spend(long steps) {
    budget.spend(steps);
  }

  /// Letters, digits and what joins them.
  CodePoints word() {
    return of("(?U)\\w").orElseThrow();
  }

  CodePoints digits() {
    return of("(?U)\\d").orElseThrow();
  }

  CodePoints space() {
    return of("(?U)\\s").orElseThrow();
  }

  /// The characters of a general category, a script or with a binary property.
  Optional<CodePoints> named(String name) {
    String javaName =
        name.toLowerCase(Locale.ROOT).startsWith("script=")
            ? "script=" + name.substring(7)
            : name.replace("General_Category=", "gc=").replace("Letter", "L");
    if (!javaName.matches("[A-Za-z0-9_=-]{1,60}")) {
      return Optional.empty();
    }
    Optional<CodePoints> found = of("\\p{" + javaName + "}");
    return found.isPresent() ? found : of("\\p{Is" + javaName + "}");
  }

  private Optional<CodePoints> of(String javaClass) {
    Optional<CodePoints> set = known.get(javaClass);
    if (set == null) {
      set = find(javaClass);
      known.put(javaClass, set);
    }
    return set;
  }

  private Optional<CodePoints> find(String javaClass) {
    Pattern pattern;
    try {
      budget.spend(100);
      pattern = Pattern.compile(javaClass + "++");
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
    budget.spend(STEPS);
    String all = everything();
    Matcher runs = pattern.matcher(all);
    List<CodePoints.Range> ranges = new java.util.ArrayList<>();
    while (runs.find()) {
      ranges.add(
          new CodePoints.Range(all.codePointAt(runs.start()), all.codePointBefore(runs.end())));
    }
    return Optional.of(CodePoints.of(ranges));
  }

  private String everything() {
    if (everything == null) {
      StringBuilder all = new StringBuilder(2 * Character.MAX_CODE_POINT);
      for (CodePoints.Range range : CodePoints.ALL.ranges()) {
        for (int c = range.first(); c <= range.last(); c++) {
          all.appendCodePoint(c);
        }
      }
      everything = all.toString();
    }
    return everything;
  }
}
