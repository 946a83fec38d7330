package dev.ponder.curriculum.working;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Tooling;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A problem in one message, with a solution.
///
/// @param run the program that solves it too; empty where none is needed or would help
public record Posed(String question, Solution solution, Optional<Run> run) {

  /// How the answer is found.
  public interface Solution {
    /// The answer, what leads to it written on the pad. The same whatever is written.
    String solve(Scratchpad pad);
  }

  /// A program and what it prints.
  public record Run(String code, String printed) {
    /// Prints the value of an expression.
    public static Run printing(String expression, Object value) {
      return new Run("print(" + expression + ")", value.toString());
    }
  }

  /// A problem without a program.
  public static Posed of(String question, Solution solution) {
    return new Posed(question, solution, Optional.empty());
  }

  /// The same with a program.
  public Posed with(Run program) {
    return new Posed(question, solution, Optional.of(program));
  }

  Exercise exercise(Dice dice, Setting setting) {
    Question asked = Question.of(question);
    Exercise thought = thought(dice.split(), asked);
    if (setting.tooling() == Tooling.NONE) {
      return thought;
    }
    Question offered = asked.with(Python.TOOLS);
    if (run.isEmpty()) {
      return new Exercise(offered, thought.answers(), thought.check());
    }
    Run program = run.get();
    if (dice.chance(0.4)) {
      return Exercise.of(
          Python.returned(offered, program.code(), program.printed()),
          Answer.direct(thought.answer(Effort.LOW).text()),
          thought.check());
    }
    Check called = Python.runs(program.code());
    return Exercise.of(
        offered,
        Python.call("", program.code()),
        reply -> called.passes(reply) || thought.check().passes(reply));
  }

  private Exercise thought(Dice dice, Question asked) {
    Map<Effort, Answer> answers = new EnumMap<>(Effort.class);
    for (Effort effort : Effort.values()) {
      Scratchpad pad = Scratchpad.of(effort, dice);
      String text = solution.solve(pad);
      answers.put(effort, new Answer(pad.thoughts(), text, List.of()));
    }
    String expected = solution.solve(Scratchpad.of(Effort.LOW, dice));
    return new Exercise(asked, answers, Check.text(expected));
  }
}
