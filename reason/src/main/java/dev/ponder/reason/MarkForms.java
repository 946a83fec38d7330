package dev.ponder.reason;

import dev.ponder.grammar.Form;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A format's own words as forms: each mark in them is the token that the vocabulary has for it,
/// where it has one, else its spelling.
public final class MarkForms {
  private final List<String> marks;
  private final Pattern anywhere;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final List<String> spelled = new ArrayList<>();

  private MarkForms(Tokenizer tokenizer, List<String> marks) {
    this.marks = List.copyOf(marks);
    this.anywhere =
        Pattern.compile(marks.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    for (int number = 0; number < marks.size(); number++) {
      OptionalInt token = tokenizer.special(marks.get(number));
      if (token.isPresent()) {
        numbers.put(token.getAsInt(), number);
      }
      if (token.isEmpty() || !tokenizer.isControl(token.getAsInt())) {
        spelled.add(marks.get(number));
      }
    }
  }

  /// These marks in that vocabulary.
  static MarkForms of(Tokenizer tokenizer, List<String> marks) {
    return new MarkForms(tokenizer, marks);
  }

  /// The tokens that are marks, with their numbers in forms.
  Map<Integer, Integer> numbers() {
    return numbers;
  }

  /// The marks that text can spell. A control token's spelling is only text.
  List<String> spelled() {
    return spelled;
  }

  /// Just those words.
  Form script(String words) {
    List<Form> parts = new ArrayList<>();
    Matcher mark = anywhere.matcher(words);
    int from = 0;
    while (!marks.isEmpty() && mark.find()) {
      int number = marks.indexOf(mark.group());
      if (numbers.containsValue(number)) {
        literal(words.substring(from, mark.start()), parts);
        parts.add(new Form.Mark(number));
        from = mark.end();
      }
    }
    literal(words.substring(from), parts);
    return parts.size() == 1 ? parts.getFirst() : new Form.Sequence(parts);
  }

  private static void literal(String text, List<Form> parts) {
    if (!text.isEmpty()) {
      parts.add(Form.literal(text));
    }
  }
}
