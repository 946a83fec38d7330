package dev.ponder.jinja;

/// Counts what a rendering takes, before it takes it, and remembers the line it is at.
final class Budget {
  private static final int CHARACTERS_PER_STEP = 64;
  private static final int ELEMENTS_PER_STEP = 8;
  private static final int BYTES_PER_CHARACTER = 2;
  private static final int BYTES_PER_ELEMENT = 32;

  private final Limits limits;
  private long steps;
  private long memory;
  private int depth;
  private int line = 1;

  Budget(Limits limits) {
    this.limits = limits;
    steps = limits.steps();
    memory = limits.memory();
  }

  int line() {
    return line;
  }

  void at(int place) {
    line = place;
  }

  void step() {
    steps(1);
  }

  /// Characters that are looked at.
  void scan(long characters) {
    steps(characters / CHARACTERS_PER_STEP);
  }

  /// Characters that are about to be made.
  void characters(long count) {
    scan(count);
    memory(count, BYTES_PER_CHARACTER);
  }

  /// List elements that are about to be made.
  void elements(long count) {
    steps(count / ELEMENTS_PER_STEP);
    memory(count, BYTES_PER_ELEMENT);
  }

  /// One level further in; [#leave] undoes it. An exception ends the rendering, so that nobody
  /// needs to leave on the way of one.
  void enter() {
    if (++depth > limits.depth()) {
      throw exceeded("the template nests more than " + limits.depth() + " levels deep");
    }
    step();
  }

  void leave() {
    depth--;
  }

  void output(int characters) {
    if (characters > limits.output()) {
      throw exceeded("the template writes more than " + limits.output() + " characters");
    }
  }

  TemplateException failed(String message) {
    return new TemplateException.Failed(line, message);
  }

  TemplateException exceeded(String message) {
    return new TemplateException.LimitExceeded(line, message);
  }

  private void steps(long count) {
    steps -= count;
    if (steps < 0) {
      throw exceeded("the template takes more than " + limits.steps() + " steps");
    }
  }

  private void memory(long count, int bytes) {
    // Divided, since the count may be anything that a template multiplied.
    if (count > memory / bytes) {
      throw exceeded("the template makes more than " + (limits.memory() >> 20) + " MiB of values");
    }
    memory -= count * bytes;
  }
}
