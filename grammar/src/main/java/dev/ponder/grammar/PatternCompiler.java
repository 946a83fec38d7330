package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Turns patterns into expressions, anchors resolved.
///
/// `^` and `$` may stand anywhere, as in `^a|b$` or `(,|$)`. What a part matches depends on whether
/// the text begins before it and ends after it, and each of the four cases is an ordinary
/// expression: the empty word, told apart from the longer ones because it hands the border on to
/// its neighbour, and the longer ones.
final class PatternCompiler {
  private static final int MAX_ANCHORED_REPEATS = 60;

  private final Regexes regexes;
  private final Function<CodePoints, Regex> character;

  PatternCompiler(Regexes regexes, Function<CodePoints, Regex> character) {
    this.regexes = regexes;
    this.character = character;
  }

  /// Texts in which the pattern is found somewhere.
  Regex found(Pattern pattern) {
    Pattern anything = new Pattern.Times(new Pattern.One(CodePoints.ALL), 0, Regexes.UNBOUNDED);
    return whole(new Pattern.Sequence(List.of(anything, pattern, anything)));
  }

  /// Texts that the pattern matches from end to end.
  Regex whole(Pattern pattern) {
    Match match = match(pattern, true, true);
    return match.empty ? regexes.optional(match.longer) : match.longer;
  }

  /// @param empty whether the empty word matches
  /// @param longer the other words; it may hold the empty one too, if `empty` says so, because what
  ///   matches inside a text matches at its borders as well
  private record Match(boolean empty, Regex longer) {}

  private Match match(Pattern pattern, boolean atStart, boolean atEnd) {
    regexes.budget().spend(1);
    return switch (pattern) {
      case Pattern.One(CodePoints set) -> new Match(false, character.apply(set));
      case Pattern.Start() -> new Match(atStart, regexes.nothing);
      case Pattern.End() -> new Match(atEnd, regexes.nothing);
      case Pattern.Sequence(List<Pattern> parts) -> sequence(runs(parts), atStart, atEnd);
      case Pattern.Choice(List<Pattern> options) -> {
        List<Match> matches = options.stream().map(o -> match(o, atStart, atEnd)).toList();
        yield new Match(
            matches.stream().anyMatch(Match::empty),
            regexes.either(matches.stream().map(Match::longer).toList()));
      }
      case Pattern.Times times ->
          times.anchored() ? anchoredTimes(times, atStart, atEnd) : plain(plainTimes(times));
    };
  }

  private static Match plain(Regex regex) {
    return new Match(regex.nullable, regex);
  }

  private Regex plainTimes(Pattern.Times times) {
    return regexes.repeat(full(match(times.inner(), false, false)), times.least(), times.most());
  }

  /// Each run of parts without anchors as one part, so that recursion goes by anchors only.
  private static List<List<Pattern>> runs(List<Pattern> parts) {
    List<List<Pattern>> runs = new ArrayList<>();
    boolean open = false;
    for (Pattern part : parts) {
      boolean joins = !part.anchored();
      if (joins && open) {
        runs.getLast().add(part);
      } else {
        runs.add(new ArrayList<>(List.of(part)));
      }
      open = joins;
    }
    return runs;
  }

  private Match run(List<Pattern> run, boolean atStart, boolean atEnd) {
    if (run.size() == 1) {
      return match(run.getFirst(), atStart, atEnd);
    }
    Regex result = regexes.empty;
    for (Pattern part : run.reversed()) {
      result = regexes.then(full(match(part, false, false)), result);
    }
    return plain(result);
  }

  private Match sequence(List<List<Pattern>> runs, boolean atStart, boolean atEnd) {
    if (runs.isEmpty()) {
      return new Match(true, regexes.nothing);
    }
    if (runs.size() == 1) {
      return run(runs.getFirst(), atStart, atEnd);
    }
    List<Pattern> first = runs.getFirst();
    List<List<Pattern>> rest = runs.subList(1, runs.size());
    Match restAfter = sequence(rest, false, atEnd);
    Match restAtStart = atStart ? sequence(rest, true, atEnd) : restAfter;
    Match headBefore = run(first, atStart, false);
    Match headAtEnd = atEnd ? run(first, atStart, true) : headBefore;
    return new Match(
        headAtEnd.empty && restAtStart.empty,
        regexes.either(
            regexes.then(headBefore.longer, restAfter.longer),
            restAfter.empty ? headAtEnd.longer : regexes.nothing,
            headBefore.empty ? restAtStart.longer : regexes.nothing));
  }

  private Regex full(Match match) {
    return match.empty ? regexes.optional(match.longer) : match.longer;
  }

  private Match anchoredTimes(Pattern.Times times, boolean atStart, boolean atEnd) {
    int least = times.least();
    int most = times.most();
    if (least > MAX_ANCHORED_REPEATS || most != Regexes.UNBOUNDED && most > MAX_ANCHORED_REPEATS) {
      throw new PatternException("an anchor is repeated too often");
    }
    if (least == 0) {
      return most == Regexes.UNBOUNDED
          ? anchoredStar(times.inner(), atStart, atEnd)
          : upTo(times, most, atStart, atEnd);
    }
    List<Pattern> unrolled = new ArrayList<>();
    for (int i = 0; i < least; i++) {
      unrolled.add(times.inner());
    }
    int more = most == Regexes.UNBOUNDED ? most : most - least;
    if (more > 0) {
      unrolled.add(new Pattern.Times(times.inner(), 0, more));
    }
    return sequence(runs(unrolled), atStart, atEnd);
  }

  private Match upTo(Pattern.Times times, int most, boolean atStart, boolean atEnd) {
    if (most == 0) {
      return new Match(true, regexes.nothing);
    }
    Pattern rest = new Pattern.Times(times.inner(), 0, most - 1);
    Match some = sequence(runs(List.of(times.inner(), rest)), atStart, atEnd);
    return new Match(true, some.longer);
  }

  private Match anchoredStar(Pattern inner, boolean atStart, boolean atEnd) {
    Regex between = regexes.star(match(inner, false, false).longer);
    Regex several =
        regexes.then(
            match(inner, atStart, false).longer, between, match(inner, false, atEnd).longer);
    return new Match(true, regexes.either(match(inner, atStart, atEnd).longer, several));
  }
}
