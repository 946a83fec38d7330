package dev.ponder.grammar;

/// The lexemes around keys and values, each with the whitespace around it. White space belongs to
/// the punctuation, so that keys and values have none and all share the states of it. None may
/// belong to two lexemes: right behind an opening bracket comes the bare end of an object or array,
/// behind a part a closing bracket with the whitespace before it.
record Punctuation(
    Regex openObject,
    Regex closeObject,
    Regex endObject,
    Regex openArray,
    Regex closeArray,
    Regex endArray,
    Regex comma,
    Regex colon) {
  private static final int MAX_SPACES = 40;

  static Punctuation of(Regexes regexes, SchemaOptions.Whitespace whitespace) {
    Gaps gaps =
        switch (whitespace) {
          case NONE -> new Gaps(regexes.empty, regexes.empty, regexes.empty);
          case TIDY -> tidy(regexes);
          case BOUNDED -> {
            ByteSet breaks = ByteSet.of('\n').or(ByteSet.of('\r'));
            Regex any = regexes.repeat(regexes.bytes(blanks().or(breaks)), 0, MAX_SPACES);
            yield new Gaps(any, any, any);
          }
        };
    return new Punctuation(
        regexes.then(regexes.literal("{"), gaps.within),
        regexes.then(gaps.within, regexes.literal("}")),
        regexes.literal("}"),
        regexes.then(regexes.literal("["), gaps.within),
        regexes.then(gaps.within, regexes.literal("]")),
        regexes.literal("]"),
        regexes.then(gaps.before, regexes.literal(","), gaps.within),
        regexes.then(gaps.before, regexes.literal(":"), gaps.afterColon));
  }

  /// The whitespace after brackets and commas and before closing brackets, before commas and
  /// colons, and after colons.
  private record Gaps(Regex within, Regex before, Regex afterColon) {}

  private static Gaps tidy(Regexes regexes) {
    Regex space = regexes.literal(" ");
    Regex line =
        regexes.then(regexes.literal("\n"), regexes.repeat(regexes.bytes(blanks()), 0, MAX_SPACES));
    return new Gaps(
        regexes.optional(regexes.either(space, line)), regexes.empty, regexes.optional(space));
  }

  private static ByteSet blanks() {
    return ByteSet.of(' ').or(ByteSet.of('\t'));
  }
}
