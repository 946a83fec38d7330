package dev.ponder.jinja;

import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The functions that every template finds, beside its variables.
final class Globals {
  /// The sandbox of jinja2 refuses larger ranges too.
  private static final int MAX_RANGE = 100_000;

  static final Map<String, Value> ALL =
      Map.of(
          "range", new Function("range", Globals::range),
          "dict", new Function("dict", (arguments, run) -> dict(arguments, run)),
          "namespace", new Function("namespace", Globals::namespace),
          "cycler", new Function("cycler", Globals::cycler),
          "joiner", new Function("joiner", Globals::joiner),
          "raise_exception", new Function("raise_exception", Globals::raise),
          "strftime_now", new Function("strftime_now", Globals::now));

  private Globals() {}

  private static Value range(Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "range", "start", "stop", "step");
    boolean one = arguments.positional().size() == 1;
    long start = one ? 0 : whole(bound.needed(0), run);
    long stop = whole(bound.needed(one ? 0 : 1), run);
    long step = bound.value(2).map(value -> whole(value, run)).orElse(1L);
    if (step == 0) {
      throw run.failed("the step of a range cannot be zero");
    }
    long span = step > 0 ? stop - start : start - stop;
    long count = span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
    if (count > MAX_RANGE) {
      throw run.budget().exceeded("the range has more than " + MAX_RANGE + " elements");
    }
    run.budget().elements(count);
    List<Value> elements = new ArrayList<>((int) count);
    for (int i = 0; i < count; i++) {
      elements.add(Value.count(start + i * step));
    }
    return new Value.Range(elements, start, stop, step);
  }

  private static long whole(Value value, Run run) {
    return Numbers.asWhole(value)
        .filter(number -> number.bitLength() < 62)
        .map(BigInteger::longValue)
        .orElseThrow(() -> run.failed("range needs ints, not " + Kinds.of(value)));
  }

  static Value.Dict dict(Arguments arguments, Run run) {
    Map<Object, Value.Entry> entries = new LinkedHashMap<>();
    if (arguments.positional().size() > 1) {
      throw run.failed("dict takes one argument");
    }
    for (Value value : arguments.positional()) {
      if (value instanceof Value.Dict dict) {
        run.budget().elements(dict.entries().size());
        entries.putAll(dict.entries());
      } else {
        pairs(value, entries, run);
      }
    }
    arguments
        .named()
        .forEach((name, value) -> entries.put(name, new Value.Entry(named(name), value)));
    return new Value.Dict(entries);
  }

  private static Text named(String name) {
    return Text.of(name, Origin.TEMPLATE);
  }

  private static void pairs(Value value, Map<Object, Value.Entry> entries, Run run) {
    for (Value pair : Elements.of(value, run)) {
      run.budget().elements(4);
      List<Value> parts = Elements.of(pair, run);
      if (parts.size() != 2) {
        throw run.failed("dict needs pairs");
      }
      entries.put(Keys.needed(parts.get(0), run), new Value.Entry(parts.get(0), parts.get(1)));
    }
  }

  private static Value namespace(Arguments arguments, Run run) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    dict(arguments, run)
        .members()
        .forEach(entry -> attributes.put(run.str(entry.key()).value(), entry.value()));
    return Namespace.of(attributes);
  }

  private static Value cycler(Arguments arguments, Run run) {
    if (arguments.positional().isEmpty()) {
      throw run.failed("cycler needs items to go round");
    }
    return new Cycler(arguments.positional());
  }

  private static Value joiner(Arguments arguments, Run run) {
    Text separator = run.str(arguments.bind(run, "joiner", "sep").value(0).orElse(Text.data(", ")));
    boolean[] used = {false};
    return new Function(
        "joiner",
        (_, _) -> {
          Text result = used[0] ? separator : Text.EMPTY;
          used[0] = true;
          return result;
        });
  }

  private static Value raise(Arguments arguments, Run run) {
    Value message = arguments.bind(run, "raise_exception", "message").needed(0);
    String text = run.str(message).value();
    throw new TemplateException.Raised(
        run.budget().line(), text.length() > 1000 ? text.substring(0, 1000) + "..." : text);
  }

  private static Value now(Arguments arguments, Run run) {
    Text format = arguments.bind(run, "strftime_now", "format").text(0);
    LocalDateTime time = LocalDateTime.now(run.clock());
    return Text.of(Strftime.format(format.value(), time, run.budget()), format.origin());
  }
}
