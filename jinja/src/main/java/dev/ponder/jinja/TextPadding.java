package dev.ponder.jinja;

/// Methods of `str` that fill up to a width.
final class TextPadding {
  private static final Text SPACE = Text.data(" ");

  private TextPadding() {}

  static Text center(Text self, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "center", "width", "fillchar");
    return center(self, bound.whole(0, 0), fill(bound, run), run);
  }

  static Text center(Text self, int width, Text fill, Run run) {
    int padding = Math.max(0, width - self.size());
    int left = padding / 2 + (padding & width & 1);
    return padded(self, left, padding - left, fill, run);
  }

  static Text center(Text self, int width, Run run) {
    return center(self, width, SPACE, run);
  }

  static Text left(Text self, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "ljust", "width", "fillchar");
    int padding = Math.max(0, bound.whole(0, 0) - self.size());
    return padded(self, 0, padding, fill(bound, run), run);
  }

  static Text right(Text self, Arguments arguments, Run run) {
    Arguments.Bound bound = arguments.bind(run, "rjust", "width", "fillchar");
    int padding = Math.max(0, bound.whole(0, 0) - self.size());
    return padded(self, padding, 0, fill(bound, run), run);
  }

  static Text zeros(Text self, Arguments arguments, Run run) {
    int padding = Math.max(0, arguments.bind(run, "zfill", "width").whole(0, 0) - self.size());
    boolean signed = self.value().startsWith("-") || self.value().startsWith("+");
    int sign = signed ? 1 : 0;
    return new Text.Builder(run.budget())
        .append(self, 0, sign)
        .repeat(Text.data("0"), padding)
        .append(self, sign, self.length())
        .text();
  }

  private static Text fill(Arguments.Bound bound, Run run) {
    bound.needed(0);
    Text fill = bound.text(1, SPACE);
    if (fill.size() != 1) {
      throw run.failed("the fill character is one character");
    }
    return fill;
  }

  static Text padded(Text self, int left, int right, Text fill, Run run) {
    return new Text.Builder(run.budget())
        .repeat(fill, left)
        .append(self)
        .repeat(fill, right)
        .text();
  }

  static Text expandTabs(Text self, Arguments arguments, Run run) {
    int width = arguments.bind(run, "expandtabs", "tabsize").whole(0, 8);
    Text.Builder out = new Text.Builder(run.budget());
    int column = 0;
    for (int i = 0; i < self.length(); i++) {
      char c = self.value().charAt(i);
      if (c == '\t') {
        int filled = width > 0 ? width - column % width : 0;
        out.repeat(SPACE, filled);
        column += filled;
      } else {
        out.append(self, i, i + 1);
        column = c == '\n' || c == '\r' ? 0 : column + (Character.isLowSurrogate(c) ? 0 : 1);
      }
    }
    return out.text();
  }
}
