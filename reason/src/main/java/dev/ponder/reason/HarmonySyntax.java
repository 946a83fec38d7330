package dev.ponder.reason;

import dev.ponder.grammar.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All of a Harmony output, from behind `<|start|>assistant` on: messages with headers that are
/// none but the legal ones.
///
/// ```text
/// (thought | preamble)*  final | call
/// ```
///
/// A thought is in the channel `analysis`, a preamble in `commentary`, the answer in `final`; a
/// call goes to a function that may be called, `commentary to=functions.f <|constrain|>json`, also
/// in the order in which models sometimes write it, with the recipient first. A call ends the turn,
/// so there is one at most.
record HarmonySyntax(MarkForms marks) implements OutputSyntax {
  /// More messages than this before an answer lead nowhere.
  private static final int MOST_MESSAGES = 24;

  private static final String NEXT = "<|end|><|start|>" + HarmonyMessage.ASSISTANT;

  @Override
  public boolean throughout() {
    return true;
  }

  @Override
  public Optional<Form> form(Wanted wanted) {
    Form answer = wanted.answer().orElse(Form.textWithout());
    if (!wanted.thinking() && wanted.calls().isEmpty()) {
      // The prompt has opened the answer already.
      return Optional.of(answer);
    }
    List<Form> before = new ArrayList<>();
    if (wanted.thinking()) {
      before.add(message(HarmonyMessage.ANALYSIS));
    }
    boolean words = wanted.answer().isEmpty() && wanted.need() != Need.REQUIRED;
    if (words) {
      before.add(message(HarmonyMessage.COMMENTARY));
    }
    List<Form> ends = new ArrayList<>();
    if (wanted.need() != Need.REQUIRED) {
      ends.add(
          Form.sequence(
              marks.script("<|channel|>" + HarmonyMessage.FINAL),
              words ? nothing() : Form.optional(marks.script(" <|constrain|>json")),
              marks.script("<|message|>"),
              answer));
    }
    wanted.calls().forEach(call -> ends.add(call(call)));
    return Optional.of(
        Form.sequence(new Form.Repeat(Form.choice(before), 0, MOST_MESSAGES), Form.choice(ends)));
  }

  private static Form nothing() {
    return Form.sequence();
  }

  /// A whole message of words in that channel, and the beginning of the next one.
  private Form message(String channel) {
    return Form.sequence(
        marks.script("<|channel|>" + channel + "<|message|>"),
        Form.textWithout(),
        marks.script(NEXT));
  }

  private Form call(Call call) {
    String to = " to=" + HarmonyMessage.FUNCTIONS + call.tool().name();
    Form json =
        Form.choice(List.of(nothing(), marks.script(" <|constrain|>json"), marks.script(" json")));
    return Form.sequence(
        Form.choice(
            List.of(
                marks.script("<|channel|>" + HarmonyMessage.COMMENTARY + to),
                marks.script(to + "<|channel|>" + HarmonyMessage.COMMENTARY))),
        json,
        marks.script("<|message|>"),
        call.arguments());
  }
}
