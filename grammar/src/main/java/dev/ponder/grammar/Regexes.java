package dev.ponder.grammar;

import dev.ponder.grammar.Regex.Life;
import dev.ponder.grammar.Regex.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Makes, interns and differentiates regular expressions (Brzozowski 1964; Owens, Reppy and Turon
/// 2009).
///
/// The derivative of an expression by a byte matches what may follow that byte. Expressions are the
/// states of an automaton that is never built as a whole: equal expressions are one object, and
/// each knows its derivatives once they were asked for. Intersection and complement cost nothing
/// extra, which is what schemas need: a key that is none of the named ones, two patterns at once,
/// the negation of a constant.
///
/// An expression with no word left must not look alive, or a model would be led into a dead end.
/// Without intersection and complement the constructors see to that; with them [#alive] searches
/// for a word. Every step is counted against a budget.
///
/// One state machine, and kept in one file for that.
final class Regexes {
  static final int UNBOUNDED = Integer.MAX_VALUE;
  private static final int MAX_WIDTH = 20_000;
  private static final int MAX_EXPRESSIONS = 400_000;

  private final Map<Shape, Regex> interned = new HashMap<>();
  private final Budget budget;
  private final UnicodeProperties properties;
  private int nextId;
  final Regex nothing;
  final Regex empty;

  Regexes(Budget budget) {
    this.budget = budget;
    this.properties = new UnicodeProperties(budget);
    this.nothing = intern(new Shape.Nothing(), false, ByteClasses.ONE, Life.DEAD);
    this.empty = intern(new Shape.Empty(), true, ByteClasses.ONE, Life.ALIVE);
  }

  Budget budget() {
    return budget;
  }

  /// The sets of characters that patterns name.
  UnicodeProperties properties() {
    return properties;
  }

  /// How many expressions are kept.
  int size() {
    return interned.size();
  }

  /// Forgets the expressions made so far, if they are many. Those still in use stay valid; equal
  /// ones made later are then different objects, which costs work but changes no answer.
  void trim() {
    if (interned.size() > MAX_EXPRESSIONS / 2) {
      interned.clear();
      interned.put(nothing.shape, nothing);
      interned.put(empty.shape, empty);
    }
  }

  Regex bytes(ByteSet set) {
    return set.equals(ByteSet.NONE)
        ? nothing
        : intern(new Shape.Bytes(set), false, ByteClasses.of(set), Life.ALIVE);
  }

  Regex literal(String text) {
    return literal(text.getBytes(StandardCharsets.UTF_8));
  }

  Regex literal(byte[] word) {
    checkLength(word.length);
    Regex result = empty;
    for (int i = word.length - 1; i >= 0; i--) {
      result = then(bytes(ByteSet.of(word[i] & 0xff)), result);
    }
    return result;
  }

  /// Refuses at once what would need too many expressions by its length alone.
  void checkLength(int length) {
    if (length > MAX_EXPRESSIONS) {
      throw tooMany();
    }
    budget.spend(length);
  }

  private static GrammarLimitException tooMany() {
    return new GrammarLimitException(
        "a grammar needs more than %,d expressions".formatted(MAX_EXPRESSIONS));
  }

  /// Any of those words, as the tree of their prefixes.
  Regex words(Collection<byte[]> words) {
    return words(List.copyOf(words), 0);
  }

  private Regex words(List<byte[]> words, int at) {
    budget.spend(words.size());
    List<Regex> options = new ArrayList<>();
    Map<Integer, List<byte[]>> byNext = new TreeMap<>();
    for (byte[] word : words) {
      if (word.length == at) {
        options.add(empty);
      } else {
        byNext.computeIfAbsent(word[at] & 0xff, _ -> new ArrayList<>()).add(word);
      }
    }
    for (Map.Entry<Integer, List<byte[]>> next : byNext.entrySet()) {
      List<byte[]> group = next.getValue();
      int common = group.size() == 1 ? group.getFirst().length : at + 1;
      byte[] prefix = java.util.Arrays.copyOfRange(group.getFirst(), at, common);
      Regex rest = group.size() == 1 ? empty : words(group, common);
      options.add(then(literal(prefix), rest));
    }
    return either(options);
  }

  Regex then(Regex first, Regex rest) {
    if (first == nothing || rest == nothing) {
      return nothing;
    }
    if (first == empty) {
      return rest;
    }
    if (rest == empty) {
      return first;
    }
    if (first.shape instanceof Shape.Then(Regex head, Regex tail)) {
      return then(head, then(tail, rest));
    }
    ByteClasses classes = first.nullable ? first.classes.refine(rest.classes) : first.classes;
    Life life = life(List.of(first, rest));
    return intern(new Shape.Then(first, rest), first.nullable && rest.nullable, classes, life);
  }

  Regex then(Regex... parts) {
    Regex result = empty;
    for (int i = parts.length - 1; i >= 0; i--) {
      result = then(parts[i], result);
    }
    return result;
  }

  Regex optional(Regex inner) {
    return either(List.of(inner, empty));
  }

  Regex either(Regex... options) {
    return either(List.of(options));
  }

  Regex either(List<Regex> options) {
    Set<Regex> flat = new LinkedHashSet<>();
    ByteSet single = ByteSet.NONE;
    for (Regex option : options) {
      List<Regex> parts =
          option.shape instanceof Shape.Either(List<Regex> nested) ? nested : List.of(option);
      for (Regex part : parts) {
        if (part.shape instanceof Shape.Bytes(ByteSet set)) {
          single = single.or(set);
        } else if (part != nothing) {
          flat.add(part);
        }
      }
    }
    if (!single.equals(ByteSet.NONE)) {
      flat.add(bytes(single));
    }
    if (flat.stream().anyMatch(r -> r.nullable && r != empty)) {
      flat.remove(empty);
    }
    if (flat.size() < 2) {
      return flat.isEmpty() ? nothing : flat.iterator().next();
    }
    List<Regex> sorted = sorted(flat);
    Life life = sorted.stream().anyMatch(r -> r.life == Life.ALIVE) ? Life.ALIVE : Life.UNKNOWN;
    return intern(
        new Shape.Either(sorted), sorted.stream().anyMatch(r -> r.nullable), all(sorted), life);
  }

  Regex both(Regex... parts) {
    return both(List.of(parts));
  }

  Regex both(List<Regex> parts) {
    Set<Regex> flat = new LinkedHashSet<>();
    for (Regex part : parts) {
      if (part.shape instanceof Shape.Both(List<Regex> nested)) {
        flat.addAll(nested);
      } else if (part.shape instanceof Shape.Not(Regex inner) && inner == nothing) {
        continue;
      } else {
        flat.add(part);
      }
    }
    if (flat.contains(nothing)) {
      return nothing;
    }
    if (flat.contains(empty)) {
      return flat.stream().allMatch(r -> r.nullable) ? empty : nothing;
    }
    if (flat.size() < 2) {
      return flat.isEmpty() ? not(nothing) : flat.iterator().next();
    }
    List<Regex> sorted = sorted(flat);
    boolean nullable = sorted.stream().allMatch(r -> r.nullable);
    return intern(
        new Shape.Both(sorted), nullable, all(sorted), nullable ? Life.ALIVE : Life.UNKNOWN);
  }

  Regex not(Regex inner) {
    if (inner.shape instanceof Shape.Not(Regex twice)) {
      return twice;
    }
    Life life = inner.nullable ? Life.UNKNOWN : Life.ALIVE;
    return intern(new Shape.Not(inner), !inner.nullable, inner.classes, life);
  }

  Regex star(Regex inner) {
    return repeat(inner, 0, UNBOUNDED);
  }

  Regex repeat(Regex inner, int least, int most) {
    if (most == 0 || inner == empty) {
      return empty;
    }
    int from = inner.nullable ? 0 : least;
    if (inner == nothing) {
      return from == 0 ? empty : nothing;
    }
    if (from == 1 && most == 1) {
      return inner;
    }
    Life life = from == 0 ? Life.ALIVE : inner.life;
    return intern(new Shape.Repeat(inner, from, most), from == 0, inner.classes, life);
  }

  Regex digits(DecimalState state) {
    return intern(new Shape.Digits(state), state.accepts(), DecimalState.CLASSES, Life.UNKNOWN);
  }

  /// What may follow that byte.
  Regex derivative(Regex of, int value) {
    int index = of.classes.of()[value];
    Regex known = of.derivatives[index];
    if (known == null) {
      budget.spend(1);
      known = derive(of, value);
      of.derivatives[index] = known;
    }
    return known;
  }

  private Regex derive(Regex of, int value) {
    return switch (of.shape) {
      case Shape.Nothing(), Shape.Empty() -> nothing;
      case Shape.Bytes(ByteSet set) -> set.contains(value) ? empty : nothing;
      case Shape.Then(Regex first, Regex rest) -> {
        Regex inside = then(derivative(first, value), rest);
        yield first.nullable ? either(inside, derivative(rest, value)) : inside;
      }
      case Shape.Either(List<Regex> options) -> either(each(options, value));
      case Shape.Both(List<Regex> parts) -> both(each(parts, value));
      case Shape.Not(Regex inner) -> not(derivative(inner, value));
      case Shape.Repeat(Regex inner, int least, int most) ->
          then(
              derivative(inner, value),
              repeat(inner, Math.max(0, least - 1), most == UNBOUNDED ? most : most - 1));
      case Shape.Digits(DecimalState state) -> state.after(value).map(this::digits).orElse(nothing);
    };
  }

  private List<Regex> each(List<Regex> parts, int value) {
    budget.spend(parts.size());
    List<Regex> result = new ArrayList<>(parts.size());
    for (Regex part : parts) {
      result.add(derivative(part, value));
    }
    return result;
  }

  /// Whether the word matches.
  boolean matches(Regex regex, byte[] word) {
    Regex rest = regex;
    for (byte value : word) {
      rest = derivative(rest, value & 0xff);
    }
    return rest.nullable;
  }

  /// Whether any word matches.
  boolean alive(Regex regex) {
    if (regex.life == Life.UNKNOWN) {
      search(regex);
    }
    return regex.life == Life.ALIVE;
  }

  /// Breadth first to the nearest accepting expression; all on the way there are alive. When none
  /// is found, all that was seen is dead.
  private void search(Regex start) {
    Map<Regex, Regex> cameFrom = new HashMap<>();
    ArrayDeque<Regex> queue = new ArrayDeque<>();
    cameFrom.put(start, start);
    queue.add(start);
    while (!queue.isEmpty()) {
      Regex here = queue.remove();
      if (here.nullable || here.life == Life.ALIVE) {
        markAlive(here, cameFrom);
        return;
      }
      boolean[] seen = new boolean[here.classes.count()];
      for (int value = 0; value < 256; value++) {
        int index = here.classes.of()[value];
        if (!seen[index]) {
          seen[index] = true;
          Regex next = derivative(here, value);
          if (next.life != Life.DEAD && cameFrom.putIfAbsent(next, here) == null) {
            queue.add(next);
          }
        }
      }
    }
    cameFrom.keySet().forEach(r -> r.life = Life.DEAD);
  }

  private static void markAlive(Regex end, Map<Regex, Regex> cameFrom) {
    Regex here = end;
    while (here.life != Life.ALIVE || here == end) {
      here.life = Life.ALIVE;
      Regex before = cameFrom.get(here);
      if (before == null || before == here) {
        return;
      }
      here = before;
    }
  }

  /// All of them alive is alive; anything else has to be searched.
  private static Life life(List<Regex> parts) {
    return parts.stream().allMatch(r -> r.life == Life.ALIVE) ? Life.ALIVE : Life.UNKNOWN;
  }

  private static ByteClasses all(List<Regex> parts) {
    ByteClasses classes = ByteClasses.ONE;
    for (Regex part : parts) {
      classes = classes.refine(part.classes);
    }
    return classes;
  }

  private static List<Regex> sorted(Collection<Regex> parts) {
    if (parts.size() > MAX_WIDTH) {
      throw new GrammarLimitException(
          "an expression has more than %,d alternatives at one place".formatted(MAX_WIDTH));
    }
    return parts.stream().sorted(Comparator.comparingInt(r -> r.id)).toList();
  }

  private Regex intern(Shape shape, boolean nullable, ByteClasses classes, Life life) {
    Regex known = interned.get(shape);
    if (known != null) {
      return known;
    }
    if (interned.size() >= MAX_EXPRESSIONS) {
      throw tooMany();
    }
    budget.spend(1);
    Regex made = new Regex(nextId++, shape, nullable, classes, life);
    interned.put(shape, made);
    return made;
  }
}
