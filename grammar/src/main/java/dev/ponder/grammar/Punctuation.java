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
    ByteSet spaces = ByteSet.of(' ').or(ByteSet.of('\t')).or(ByteSet.of('\n')).or(ByteSet.of('\r'));
    Regex gap =
        switch (whitespace) {
          case NONE -> regexes.empty;
          case BOUNDED -> regexes.repeat(regexes.bytes(spaces), 0, MAX_SPACES);
        };
    return new Punctuation(
        regexes.then(regexes.literal("{"), gap),
        regexes.then(gap, regexes.literal("}")),
        regexes.literal("}"),
        regexes.then(regexes.literal("["), gap),
        regexes.then(gap, regexes.literal("]")),
        regexes.literal("]"),
        regexes.then(gap, regexes.literal(","), gap),
        regexes.then(gap, regexes.literal(":"), gap));
  }
}
