package dev.ponder.train.plot;

import java.util.Locale;

/// A growing SVG text.
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /// Adds a tag with its attributes, which are ours: values that may come from elsewhere go into
  /// texts only.
  ///
  /// @param format of [String#format], in which numbers are written as `%.1f`
  Svg tag(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    return this;
  }

  /// Adds a text.
  ///
  /// @param attributes of the element, ours
  Svg text(String attributes, double x, double y, String text) {
    out.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" %s>", x, y, attributes));
    escape(text);
    out.append("</text>\n");
    return this;
  }

  /// Adds an element that has a text only.
  Svg element(String name, String text) {
    out.append('<').append(name).append('>');
    escape(text);
    out.append("</").append(name).append(">\n");
    return this;
  }

  /// Characters that XML does not allow, or would read as markup, are replaced.
  private void escape(String text) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            default -> out.appendCodePoint(isAllowed(c) ? c : 0xfffd);
          }
        });
  }

  private static boolean isAllowed(int c) {
    return c >= 0x20
        && !(c >= 0x7f && c < 0xa0)
        && !(c >= 0xd800 && c < 0xe000)
        && c != 0xfffe
        && c != 0xffff;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
