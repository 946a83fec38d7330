package dev.ponder.curriculum.structure;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import java.util.Map;
import java.util.Set;

/// What no head can do but a line of Python can: powers, sums of many, sorting, strings, small
/// loops. An exercise asks for the code, for an answer from what it printed, or, where code failed,
/// for the code repaired.
final class PythonCode implements Subject {
  private static final int LEVELS = 3;

  @Override
  public String name() {
    return "python-code";
  }

  @Override
  public Area area() {
    return Area.TOOLS;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Set<Tooling> toolings() {
    return Set.of(Tooling.PYTHON);
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    int level = setting.levelOf(LEVELS);
    CodeTask task = CodeTask.any(dice, setting.split(), level);
    Question asked = Question.of(task.words()).with(Python.TOOLS);
    double fraction = dice.fraction();
    if (fraction < 0.3) {
      return exercise(
          Python.returned(asked, task.code(), task.printed()),
          Answer.direct(task.printed()),
          Check.text(task.printed()));
    }
    Question question = fraction < 0.45 ? failed(dice, asked, task.code()) : asked;
    return exercise(question, Python.call("", task.code()), Python.runs(task.code()));
  }

  private static Exercise exercise(Question question, Answer answer, Check check) {
    return new Exercise(
        question, Map.of(Effort.LOW, answer, Effort.MEDIUM, answer, Effort.HIGH, answer), check);
  }

  /// After the code was run with a slip in it, and Python complained.
  private static Question failed(Dice dice, Question asked, String code) {
    int print = code.lastIndexOf("print");
    return switch (dice.between(0, 2)) {
      case 0 ->
          Python.returned(
              asked, code.substring(0, code.length() - 1), "SyntaxError: '(' was never closed");
      case 1 -> {
        String wrong = dice.any("prnt", "prit", "pritn");
        yield Python.returned(
            asked,
            code.substring(0, print) + wrong + code.substring(print + 5),
            "NameError: name '" + wrong + "' is not defined");
      }
      default ->
          Python.returned(
              asked,
              code.substring(0, print) + "print " + code.substring(print + 6, code.length() - 1),
              "SyntaxError: Missing parentheses in call to 'print'.");
    };
  }
}
