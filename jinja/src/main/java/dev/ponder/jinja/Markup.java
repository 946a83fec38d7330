package dev.ponder.jinja;

/// Strings that the filters `safe` and `escape` give: what is joined to one is escaped for HTML on
/// the way. No prompt is HTML, but some templates use `safe`, and then this is what they print.
final class Markup {
  private Markup() {}

  /// The value as markup: what is none yet is escaped.
  static Text of(Value value, Run run) {
    return value instanceof Text text && text.isMarkup() ? text : escaped(run.str(value), run);
  }

  /// Escaped, whatever it was.
  static Text escaped(Text text, Run run) {
    Text.Builder out = new Text.Builder(run.budget());
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      String entity =
          switch (text.value().charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&#34;";
            case '\'' -> "&#39;";
            default -> "";
          };
      if (!entity.isEmpty()) {
        out.append(text, plain, i).append(entity, text.originAt(i));
        plain = i + 1;
      }
    }
    return out.append(text, plain, text.length()).text().asMarkup(true);
  }

  /// What an operation on `self` takes of another value: as it is, or escaped if `self` is markup.
  static Text joinable(Text self, Text other, Run run) {
    return self.isMarkup() ? of(other, run) : other;
  }
}
