package dev.ponder.jinja;

import dev.ponder.jinja.Statement.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Executes statements.
final class Executor {
  /// How a body ended.
  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private final Run run;
  private final Budget budget;

  Executor(Run run) {
    this.run = run;
    this.budget = run.budget();
  }

  /// Executes a whole template.
  Text all(List<Statement> statements, Scope scope) {
    Text.Builder out = new Text.Builder(budget);
    body(statements, scope, out);
    return out.text();
  }

  private Flow body(List<Statement> statements, Scope scope, Text.Builder out) {
    budget.enter();
    Flow flow = Flow.ON;
    for (int i = 0; i < statements.size() && flow == Flow.ON; i++) {
      budget.at(statements.get(i).line());
      budget.step();
      flow = statement(statements.get(i), scope, out);
    }
    budget.output(out.length());
    budget.leave();
    return flow;
  }

  private Flow statement(Statement statement, Scope scope, Text.Builder out) {
    switch (statement) {
      case Statement.Literal(_, Text text) -> out.append(text);
      case Statement.Output(_, Expression value) -> out.append(run.str(value(value, scope)));
      case Statement.If branches -> {
        return branches(branches, scope, out);
      }
      case Statement.For loop -> {
        return loop(loop, scope, out);
      }
      case Statement.Set(_, Target target, Expression value) ->
          assign(target, value(value, scope), scope);
      case Statement.SetBlock(_, Target target, var filters, var body) -> {
        Text.Builder captured = new Text.Builder(budget);
        Flow flow = body(body, scope.inner(), captured);
        if (flow != Flow.ON) {
          return flow;
        }
        assign(target, filtered(captured.text(), filters, scope), scope);
      }
      case Statement.FilterBlock(_, var filters, var body) -> {
        Text.Builder captured = new Text.Builder(budget);
        Flow flow = body(body, scope.inner(), captured);
        if (flow != Flow.ON) {
          return flow;
        }
        out.append(run.str(filtered(captured.text(), filters, scope)));
      }
      case Statement.With with -> {
        return with(with, scope, out);
      }
      case Statement.MacroDefinition macro -> scope.set(macro.name(), new Macro(macro, scope));
      case Statement.CallBlock block -> out.append(run.str(call(block, scope)));
      case Statement.Generation(_, var body) -> {
        return body(body, scope.inner(), out);
      }
      case Statement.Break _ -> {
        return Flow.BREAK;
      }
      case Statement.Continue _ -> {
        return Flow.CONTINUE;
      }
    }
    return Flow.ON;
  }

  private Value value(Expression expression, Scope scope) {
    return run.evaluator().value(expression, scope);
  }

  private Flow branches(Statement.If branches, Scope scope, Text.Builder out) {
    for (Statement.Branch branch : branches.branches()) {
      budget.at(branch.line());
      if (run.evaluator().holds(branch.condition(), scope)) {
        return body(branch.body(), scope, out);
      }
    }
    return body(branches.otherwise(), scope, out);
  }

  private Value filtered(Text text, List<Statement.NamedFilter> filters, Scope scope) {
    Value value = text;
    for (Statement.NamedFilter filter : filters) {
      Arguments arguments = run.evaluator().arguments(filter.arguments(), scope);
      value = run.filter(filter.name(), value, arguments);
    }
    return value;
  }

  private void assign(Target target, Value value, Scope scope) {
    switch (target) {
      case Target.Variable(String name) -> scope.set(name, value);
      case Target.Member(String namespace, String name) -> {
        Optional<Value> owner = scope.find(namespace);
        if (owner.isEmpty() || !(owner.get() instanceof Namespace(var attributes))) {
          throw run.failed("'" + namespace + "' is no namespace, so it has no members to set");
        }
        attributes.put(name, value);
      }
      case Target.Unpacked(List<Target> targets) -> {
        List<Value> values = Elements.of(value, run);
        if (values.size() != targets.size()) {
          throw run.failed(
              "cannot assign " + values.size() + " values to " + targets.size() + " names");
        }
        for (int i = 0; i < values.size(); i++) {
          assign(targets.get(i), values.get(i), scope);
        }
      }
    }
  }

  private Flow with(Statement.With with, Scope scope, Text.Builder out) {
    Scope inner = scope.inner();
    List<Value> values = new ArrayList<>();
    with.bindings().forEach(binding -> values.add(value(binding.value(), scope)));
    for (int i = 0; i < values.size(); i++) {
      assign(with.bindings().get(i).target(), values.get(i), inner);
    }
    return body(with.body(), inner, out);
  }

  private Flow loop(Statement.For statement, Scope scope, Text.Builder out) {
    Value iterable = value(statement.elements(), scope);
    return loop(new Loop.Place(statement, scope, 0), iterable, out);
  }

  private Flow loop(Loop.Place place, Value iterable, Text.Builder out) {
    Statement.For statement = place.statement();
    Scope scope = place.scope();
    List<Value> elements = Elements.of(iterable, run);
    Loop loop = new Loop(place, elements, element -> keeps(place, element));
    while (loop.advance()) {
      budget.step();
      Scope inner = scope.inner();
      inner.set("loop", loop);
      assign(statement.target(), loop.current(), inner);
      if (body(statement.body(), inner, out) == Flow.BREAK) {
        break;
      }
    }
    return loop.isEmpty() ? body(statement.otherwise(), scope.inner(), out) : Flow.ON;
  }

  private boolean keeps(Loop.Place place, Value element) {
    Optional<Expression> filter = place.statement().filter();
    if (filter.isEmpty()) {
      return true;
    }
    Scope inner = place.scope().inner();
    assign(place.statement().target(), element, inner);
    return run.evaluator().holds(filter.get(), inner);
  }

  /// `loop(...)` within a recursive loop: the loop once more, over something else.
  Value again(Loop loop, Arguments arguments) {
    if (!loop.place().statement().recursive()) {
      throw run.failed("only a loop that is marked recursive can be called");
    }
    Value iterable = arguments.bind(run, "loop", "iterable").needed(0);
    int line = budget.line();
    Text.Builder out = new Text.Builder(budget);
    loop(loop.place().deeper(), iterable, out);
    budget.at(line);
    return out.text();
  }

  private Value call(Statement.CallBlock block, Scope scope) {
    Value callee = value(block.call().callee(), scope);
    Arguments arguments = run.evaluator().arguments(block.call().arguments(), scope);
    Map<String, Value> named = new LinkedHashMap<>(arguments.named());
    named.put("caller", new Macro(block.body(), scope));
    return run.evaluator().call(callee, new Arguments(arguments.positional(), named));
  }

  Value call(Macro macro, Arguments arguments) {
    int line = budget.line();
    Scope scope = macro.scope().inner();
    new MacroCall(macro.definition(), run).bind(arguments, scope);
    Text.Builder out = new Text.Builder(budget);
    body(macro.definition().body(), scope, out);
    budget.at(line);
    return out.text();
  }
}
