package dev.ponder.model.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;

/// Matches an expression at a place in a text by looking at every character once.
///
/// A backtracking matcher tries the alternatives one after the other, in more than linear time, or
/// more stack than there is, on a megabyte of spaces. This one tries them at the same time. The
/// expression becomes a program of instructions (Thompson 1968); all the places of the program at
/// which a match in progress may be, in order of preference, are one state of a deterministic
/// automaton (Pike's variant, see Cox 2010): what a backtracking matcher would find first comes
/// first, and when one of them has matched, those behind it are dropped. So the last match that
/// comes up is the one that backtracking would have found.
///
/// Characters that are in the same sets of the expression are one class. A step sees the class of
/// the next character, and that decides `(?!…)` and whether a match ends in front of it. All states
/// are made beforehand; matching writes nothing but the classes of characters that it meets for the
/// first time.
final class Automaton {
  private static final int DEAD = 0;
  private static final int START = 1;
  private static final int MOST_STATES = 1 << 12;

  private final List<Instruction> program = new ArrayList<>();
  private final List<IntPredicate> sets = new ArrayList<>();

  /// Which sets the characters of each class are in, by bits; the last class is the end of the
  /// text, in none.
  private final long[] classes;

  /// The class of each character plus one, 0 where it is not yet known. Threads may race to write
  /// the same value.
  private final byte[] classOf = new byte[Character.MAX_CODE_POINT + 1];

  /// By `state * classes + class`: the next state, doubled, plus one if a match ends in front of
  /// the character.
  private final int[] steps;

  /// One step of the program.
  private sealed interface Instruction {
    /// Takes a character of the set.
    record Take(int set) implements Instruction {}

    /// Goes on unless a character of the set comes next.
    record Look(int set) implements Instruction {}

    /// Goes on at both places, the first preferred.
    record Fork(int first, int second) implements Instruction {}

    /// The whole expression has matched.
    record Match() implements Instruction {}
  }

  private Automaton(Expression expression) {
    emit(expression);
    program.add(new Instruction.Match());
    classes = classes();
    steps = steps();
  }

  /// @throws IllegalArgumentException when the expression is beyond what this is made for
  static Automaton of(String expression) {
    return new Automaton(Expression.parse(expression));
  }

  /// The end of the match that starts at that place of `text[…, to)`, or -1.
  int endOfMatch(String text, int start, int to) {
    int end = -1;
    int state = START;
    int place = start;
    while (state != DEAD) {
      int character = place < to ? text.codePointAt(place) : -1;
      int step = steps[state * classes.length + classOf(character)];
      if ((step & 1) != 0) {
        end = place;
      }
      if (place == to) {
        return end;
      }
      state = step >>> 1;
      place += Character.charCount(character);
    }
    return end;
  }

  private int classOf(int character) {
    if (character < 0) {
      return classes.length - 1;
    }
    int known = classOf[character];
    if (known != 0) {
      return (known & 0xFF) - 1;
    }
    int found = Arrays.binarySearch(classes, 0, classes.length - 1, setsOf(character));
    classOf[character] = (byte) (found + 1);
    return found;
  }

  private long setsOf(int character) {
    long in = 0;
    for (int set = 0; set < sets.size(); set++) {
      if (sets.get(set).test(character)) {
        in |= 1L << set;
      }
    }
    return in;
  }

  private void emit(Expression expression) {
    switch (expression) {
      case Expression.One(IntPredicate set) -> program.add(new Instruction.Take(number(set)));
      case Expression.NotBefore(IntPredicate set) -> program.add(new Instruction.Look(number(set)));
      case Expression.InOrder(List<Expression> parts) -> parts.forEach(this::emit);
      case Expression.FirstOf(List<Expression> alternatives) -> emitFirstOf(alternatives);
      case Expression.Repeated repeated -> emitRepeated(repeated);
    }
  }

  private int number(IntPredicate set) {
    if (!sets.contains(set)) {
      sets.add(set);
    }
    return sets.indexOf(set);
  }

  private void emitFirstOf(List<Expression> alternatives) {
    List<Integer> ends = new ArrayList<>();
    for (Expression alternative : alternatives.subList(0, alternatives.size() - 1)) {
      int fork = reserve();
      emit(alternative);
      ends.add(reserve());
      program.set(fork, new Instruction.Fork(fork + 1, program.size()));
    }
    emit(alternatives.getLast());
    for (int end : ends) {
      program.set(end, new Instruction.Fork(program.size(), program.size()));
    }
  }

  private void emitRepeated(Expression.Repeated repeated) {
    for (int i = 0; i < repeated.least(); i++) {
      emit(repeated.body());
    }
    if (repeated.most() == Expression.UNBOUNDED) {
      int fork = reserve();
      emit(repeated.body());
      program.add(new Instruction.Fork(fork, fork));
      program.set(fork, new Instruction.Fork(fork + 1, program.size()));
      return;
    }
    List<Integer> forks = new ArrayList<>();
    for (int i = repeated.least(); i < repeated.most(); i++) {
      forks.add(reserve());
      emit(repeated.body());
    }
    for (int fork : forks) {
      program.set(fork, new Instruction.Fork(fork + 1, program.size()));
    }
  }

  /// Makes room for an instruction whose target is not known yet.
  private int reserve() {
    program.add(new Instruction.Match());
    return program.size() - 1;
  }

  /// All classes that there are: the characters of the higher planes are in the same sets as some
  /// of the lower ones.
  private long[] classes() {
    if (sets.size() >= Long.SIZE) {
      throw new IllegalArgumentException(sets.size() + " sets of characters");
    }
    Set<Long> seen = new TreeSet<>();
    for (int character = 0; character < 0x20000; character++) {
      seen.add(setsOf(character));
    }
    if (seen.size() >= 255) {
      throw new IllegalArgumentException(seen.size() + " classes of characters");
    }
    return LongStream.concat(seen.stream().mapToLong(Long::longValue), LongStream.of(0)).toArray();
  }

  /// Follows every class from every state that comes up.
  private int[] steps() {
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    List<List<Integer>> states = new ArrayList<>(List.of(List.of(), List.of(0)));
    numbers.put(states.get(DEAD), DEAD);
    numbers.put(states.get(START), START);
    List<Integer> steps = new ArrayList<>();
    for (int state = 0; state < states.size(); state++) {
      for (long in : classes) {
        Step step = new Step(in);
        boolean matched = step.follow(states.get(state));
        List<Integer> target = List.copyOf(step.next);
        int number =
            numbers.computeIfAbsent(
                target,
                _ -> {
                  states.add(target);
                  return states.size() - 1;
                });
        steps.add(number << 1 | (matched ? 1 : 0));
      }
      if (states.size() > MOST_STATES) {
        throw new IllegalArgumentException("more than " + MOST_STATES + " states");
      }
    }
    return steps.stream().mapToInt(Integer::intValue).toArray();
  }

  /// What a character does to a state.
  private final class Step {
    private final long in;
    private final boolean[] visited = new boolean[program.size()];

    /// The places at which the matches go on, in order of preference.
    private final Set<Integer> next = new LinkedHashSet<>();

    /// @param in the sets that the character is in
    Step(long in) {
      this.in = in;
    }

    /// Whether a match ends in front of the character; those behind it in order are given up.
    boolean follow(List<Integer> places) {
      for (int place : places) {
        if (follow(place)) {
          return true;
        }
      }
      return false;
    }

    private boolean follow(int place) {
      if (visited[place]) {
        return false;
      }
      visited[place] = true;
      return switch (program.get(place)) {
        case Instruction.Match() -> true;
        case Instruction.Fork(int first, int second) -> follow(first) || follow(second);
        case Instruction.Look(int set) -> (in >> set & 1) == 0 && follow(place + 1);
        case Instruction.Take(int set) -> {
          if ((in >> set & 1) != 0) {
            next.add(place + 1);
          }
          yield false;
        }
      };
    }
  }
}
