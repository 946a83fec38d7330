package dev.ponder.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives a macro's parameters their values.
record MacroCall(Statement.MacroDefinition macro, Run run) {

  void bind(Arguments arguments, Scope scope) {
    List<Value> positional = arguments.positional();
    Map<String, Value> named = new LinkedHashMap<>(arguments.named());
    List<Statement.Parameter> parameters = macro.parameters();
    int given = Math.min(positional.size(), parameters.size());
    for (int i = 0; i < given; i++) {
      scope.set(parameters.get(i).name(), positional.get(i));
    }
    for (Statement.Parameter parameter : parameters.subList(given, parameters.size())) {
      Value value = named.remove(parameter.name());
      scope.set(parameter.name(), value != null ? value : standard(parameter, scope));
    }
    more(positional.subList(given, positional.size()), scope);
    named(named, scope);
  }

  /// Defaults may use the parameters before them.
  private Value standard(Statement.Parameter parameter, Scope scope) {
    return parameter
        .standard()
        .map(expression -> run.evaluator().value(expression, scope))
        .orElseGet(() ->
            new Value.Undefined("the parameter '" + parameter.name() + "' was not given a value"));
  }

  private void more(List<Value> rest, Scope scope) {
    if (macro.takesMore()) {
      scope.set("varargs", Value.Tuple.of(List.copyOf(rest)));
    } else if (!rest.isEmpty()) {
      throw run.failed(
          "the macro '" + macro.name() + "' takes " + macro.parameters().size() + " arguments");
    }
  }

  private void named(Map<String, Value> rest, Scope scope) {
    boolean declared = macro.parameters().stream().anyMatch(p -> p.name().equals("caller"));
    Value caller = rest.remove("caller");
    if (caller != null && !macro.takesCaller() && !declared) {
      throw run.failed("the macro '" + macro.name() + "' has no use for a call block");
    }
    if (!declared) {
      scope.set("caller", caller != null ? caller : new Value.Undefined("there is no caller"));
    }
    if (macro.takesNamed()) {
      scope.set("kwargs", Value.dict(rest));
    } else if (!rest.isEmpty()) {
      throw run.failed(
          "the macro '"
              + macro.name()
              + "' takes no argument named '"
              + rest.keySet().iterator().next()
              + "'");
    }
  }
}
