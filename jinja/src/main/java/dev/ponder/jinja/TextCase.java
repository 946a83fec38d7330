package dev.ponder.jinja;

import java.util.Locale;

/// Upper and lower case.
final class TextCase {
  private TextCase() {}

  static Text upper(Text text, Budget budget) {
    return text.mapped(part -> part.toUpperCase(Locale.ROOT), budget);
  }

  static Text lower(Text text, Budget budget) {
    return text.mapped(part -> part.toLowerCase(Locale.ROOT), budget);
  }

  /// `str.casefold`, near enough: lower case of upper case.
  static Text folded(Text text, Budget budget) {
    Text.Builder out = new Text.Builder(budget);
    int i = 0;
    while (i < text.length()) {
      int c = text.value().codePointAt(i);
      String upper = Character.toString(c).toUpperCase(Locale.ROOT);
      out.append(upper.toLowerCase(Locale.ROOT), text.originAt(i));
      i += Character.charCount(c);
    }
    return out.text();
  }

  static Text capitalized(Text text, Budget budget) {
    if (text.isEmpty()) {
      return text;
    }
    int first = Character.charCount(text.value().codePointAt(0));
    return new Text.Builder(budget)
        .append(titled(text.value().codePointAt(0)), text.originAt(0))
        .append(lower(text.cut(first, text.length()), budget))
        .text();
  }

  private static String titled(int c) {
    int title = Character.toTitleCase(c);
    // Where title case is several characters, as for the sharp s, only upper case tells.
    String upper = Character.toString(c).toUpperCase(Locale.ROOT);
    return title != c || upper.length() == Character.charCount(c)
        ? Character.toString(title)
        : upper.charAt(0) + upper.substring(1).toLowerCase(Locale.ROOT);
  }

  /// `str.title`: letters after anything without case are upper.
  static Text title(Text text, Budget budget) {
    Text.Builder out = new Text.Builder(budget);
    boolean inside = false;
    int i = 0;
    while (i < text.length()) {
      int c = text.value().codePointAt(i);
      String changed = inside ? Character.toString(c).toLowerCase(Locale.ROOT) : titled(c);
      out.append(changed, text.originAt(i));
      inside = isCased(c);
      i += Character.charCount(c);
    }
    return out.text();
  }

  static Text swapped(Text text, Budget budget) {
    Text.Builder out = new Text.Builder(budget);
    int i = 0;
    while (i < text.length()) {
      int c = text.value().codePointAt(i);
      String one = Character.toString(c);
      String changed =
          Character.isUpperCase(c) ? one.toLowerCase(Locale.ROOT) : one.toUpperCase(Locale.ROOT);
      out.append(changed, text.originAt(i));
      i += Character.charCount(c);
    }
    return out.text();
  }

  private static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  static boolean isLower(String text) {
    return text.codePoints().anyMatch(TextCase::isCased)
        && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
  }

  static boolean isUpper(String text) {
    return text.codePoints().anyMatch(TextCase::isCased)
        && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
  }

  static boolean isTitle(String text) {
    boolean inside = false;
    boolean any = false;
    for (int c : text.codePoints().toArray()) {
      boolean upper = Character.isUpperCase(c) || Character.isTitleCase(c);
      if (upper && inside || Character.isLowerCase(c) && !inside) {
        return false;
      }
      inside = isCased(c);
      any |= inside;
    }
    return any;
  }
}
