package dev.ponder.script;

import java.util.Set;

/// What to answer when.
record Rule(Condition when, Reply reply) {

  static Rule of(Field rule) {
    rule.allow(Set.of("when", "reply"));
    return new Rule(
        rule.optional("when").map(Condition::of).orElse(Condition.ALWAYS),
        Reply.of(rule.required("reply")));
  }

  /// Whether it answers that request: its condition holds, and all that it calls may be called.
  boolean applies(Scene scene) {
    return when.holds(scene)
        && reply.calls().stream().allMatch(call -> scene.tool(call.tool().fill(scene)).isPresent());
  }
}
