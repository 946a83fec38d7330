package dev.ponder.jinja;

import dev.ponder.jinja.Expression.CallArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evaluates expressions.
final class Evaluator {
  private final Run run;
  private final Budget budget;

  Evaluator(Run run) {
    this.run = run;
    this.budget = run.budget();
  }

  Value value(Expression expression, Scope scope) {
    budget.enter();
    Value value =
        switch (expression) {
          case Expression.Constant(Value constant) -> constant;
          case Expression.Name(String name) -> name(name, scope);
          case Expression.Attribute(Expression object, String name) ->
              Attributes.attribute(value(object, scope), name, run);
          case Expression.Item item -> item(item, scope);
          case Expression.Slice _ -> throw run.failed("a slice stands in a pair of brackets");
          case Expression.Call call ->
              call(value(call.callee(), scope), arguments(call.arguments(), scope));
          case Expression.Filter(Expression object, String name, CallArguments arguments) ->
              run.filter(name, value(object, scope), arguments(arguments, scope));
          case Expression.Test(Expression object, String name, CallArguments arguments) ->
              Value.of(run.test(name, value(object, scope), arguments(arguments, scope)));
          case Expression.Not(Expression operand) -> Value.of(!holds(operand, scope));
          case Expression.Sign(Expression operand, boolean negative) ->
              Arithmetic.sign(value(operand, scope), negative, run);
          case Expression.Binary(var operator, Expression left, Expression right) ->
              Arithmetic.apply(operator, value(left, scope), value(right, scope), run);
          case Expression.And(Expression left, Expression right) -> {
            Value first = value(left, scope);
            yield Truth.of(first, run) ? value(right, scope) : first;
          }
          case Expression.Or(Expression left, Expression right) -> {
            Value first = value(left, scope);
            yield Truth.of(first, run) ? first : value(right, scope);
          }
          case Expression.Concatenation(List<Expression> parts) -> concatenation(parts, scope);
          case Expression.Comparison comparison -> Value.of(compare(comparison, scope));
          case Expression.Conditional conditional -> conditional(conditional, scope);
          case Expression.ListDisplay(List<Expression> elements) ->
              new Value.Listing(values(elements, scope));
          case Expression.TupleDisplay(List<Expression> elements) ->
              Value.Tuple.of(values(elements, scope));
          case Expression.DictDisplay(List<Expression.Pair> pairs) -> dict(pairs, scope);
        };
    budget.leave();
    return value;
  }

  boolean holds(Expression condition, Scope scope) {
    return Truth.of(value(condition, scope), run);
  }

  private static Value name(String name, Scope scope) {
    return scope.find(name).orElseGet(() -> new Value.Undefined("'" + name + "' is undefined"));
  }

  private Value item(Expression.Item item, Scope scope) {
    Value object = value(item.object(), scope);
    if (item.key() instanceof Expression.Slice(var start, var stop, var step)) {
      return new Slice(bound(start, scope), bound(stop, scope), bound(step, scope)).of(object, run);
    }
    return Attributes.item(object, value(item.key(), scope), run);
  }

  private Value bound(Optional<Expression> bound, Scope scope) {
    return bound.map(expression -> value(expression, scope)).orElse(Value.NONE);
  }

  private Value concatenation(List<Expression> parts, Scope scope) {
    Text.Builder out = new Text.Builder(budget);
    for (Expression part : parts) {
      out.append(run.str(value(part, scope)));
    }
    return out.text();
  }

  private boolean compare(Expression.Comparison comparison, Scope scope) {
    Value left = value(comparison.first(), scope);
    for (Expression.Link link : comparison.links()) {
      Value right = value(link.operand(), scope);
      if (!Comparisons.holds(link.comparator(), left, right, run)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private Value conditional(Expression.Conditional conditional, Scope scope) {
    if (holds(conditional.condition(), scope)) {
      return value(conditional.then(), scope);
    }
    return conditional
        .otherwise()
        .map(otherwise -> value(otherwise, scope))
        .orElseGet(() -> new Value.Undefined("the condition is false and there is no else"));
  }

  private List<Value> values(List<Expression> expressions, Scope scope) {
    budget.elements(expressions.size());
    List<Value> values = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      values.add(value(expression, scope));
    }
    return values;
  }

  private Value dict(List<Expression.Pair> pairs, Scope scope) {
    budget.elements(4L * pairs.size());
    Map<Object, Value.Entry> entries = new LinkedHashMap<>();
    for (Expression.Pair pair : pairs) {
      Value key = value(pair.key(), scope);
      Value value = value(pair.value(), scope);
      entries.merge(
          Keys.needed(key, run),
          new Value.Entry(key, value),
          (old, now) -> new Value.Entry(old.key(), now.value()));
    }
    return new Value.Dict(entries);
  }

  Arguments arguments(CallArguments arguments, Scope scope) {
    if (arguments == CallArguments.NONE) {
      return Arguments.NONE;
    }
    List<Value> positional = values(arguments.positional(), scope);
    Map<String, Value> named = new LinkedHashMap<>();
    for (Expression.Keyword keyword : arguments.named()) {
      named.put(keyword.name(), value(keyword.value(), scope));
    }
    if (arguments.list().isPresent()) {
      List<Value> more = Elements.of(value(arguments.list().get(), scope), run);
      budget.elements(more.size());
      positional.addAll(more);
    }
    if (arguments.dict().isPresent()) {
      spread(value(arguments.dict().get(), scope), named);
    }
    return new Arguments(positional, named);
  }

  private void spread(Value dict, Map<String, Value> named) {
    if (!(dict instanceof Value.Dict(var entries))) {
      throw run.failed("'**' needs a dict, not " + Kinds.of(dict));
    }
    budget.elements(4L * entries.size());
    for (Value.Entry entry : entries.values()) {
      if (!(entry.key() instanceof Text name)) {
        throw run.failed("the names of arguments are strings");
      }
      if (named.put(name.value(), entry.value()) != null) {
        throw run.failed("the argument '" + name.value() + "' is given twice");
      }
    }
  }

  Value call(Value callee, Arguments arguments) {
    return switch (callee) {
      case Function(_, Function.Body body) -> body.call(arguments, run);
      case Macro macro -> run.executor().call(macro, arguments);
      case Loop loop -> run.executor().again(loop, arguments);
      case Value.Undefined(String message) -> throw run.failed(message);
      default -> throw run.failed(Kinds.of(callee) + " cannot be called");
    };
  }
}
