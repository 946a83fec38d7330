package dev.ponder.jinja;

/// Who wrote a character of a rendered text.
public enum Origin {
  /// The template: its literal text, a string or number constant in it, a number it counted, or a
  /// variable that the caller vouched for with [Input#template(String)].
  TEMPLATE,
  /// The context, or something made of it.
  DATA;

  /// What is made of both: the template's only if both are.
  Origin with(Origin other) {
    return this == TEMPLATE ? other : DATA;
  }
}
