package dev.ponder.jinja;

import java.time.Clock;

/// One rendering: its budget, its clock and what evaluates it.
final class Run {
  private final Budget budget;
  private final Clock clock;
  private final Evaluator evaluator;
  private final Executor executor;

  Run(Limits limits, Clock clock) {
    this.budget = new Budget(limits);
    this.clock = clock;
    this.evaluator = new Evaluator(this);
    this.executor = new Executor(this);
  }

  Budget budget() {
    return budget;
  }

  Clock clock() {
    return clock;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  Executor executor() {
    return executor;
  }

  TemplateException failed(String message) {
    return budget.failed(message);
  }

  Text str(Value value) {
    return PythonText.str(value, budget);
  }

  Value filter(String name, Value value, Arguments arguments) {
    budget.step();
    Filters.Filter filter = Filters.ALL.get(name);
    if (filter == null) {
      throw failed("there is no filter '" + name + "'");
    }
    return filter.apply(value, arguments, this);
  }

  boolean test(String name, Value value, Arguments arguments) {
    budget.step();
    Tests.Test test = Tests.ALL.get(name);
    if (test == null) {
      throw failed("there is no test '" + name + "'");
    }
    return test.holds(value, arguments, this);
  }
}
