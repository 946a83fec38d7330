/// Structured outputs that cannot fail: schemas and grammars as masks over a vocabulary.
///
/// ## How a mask is made
///
/// A model may say any of some 150,000 tokens; a [Grammar] must say which of them keep the text on
/// the way to something valid, within microseconds, and must be right about all of them. Tokens are
/// byte strings that begin and end anywhere: in the middle of a key, across `"},{"`, inside a
/// character. So the grammar reads bytes, and tokens are only how bytes come.
///
/// 1. **The schema becomes shapes.** [Grammar#ofSchema] multiplies out the conjunctions and
///    alternatives of every place in the schema; what no value could fill is left out, so that no
///    mask leads into a dead end. A shape has one lexeme for all its scalars (a string with its
///    pattern, a number with its bounds, the constants) and ways to be an object or an array.
/// 2. **Lexemes are regular expressions**, read by derivatives: the state is what must still
///    follow. States are made when first reached and kept.
/// 3. **Rules are automata over lexemes**, read by an Earley parser. Its rows stand for the whole
///    context; they are interned, so that the row after a comma is the same row as last time, and
///    with it all that is known about it. The parser works only where a lexeme ends, which for a
///    typical token is nowhere or once; where one may both end and go on, both are followed.
/// 4. **The vocabulary is a trie** in one flat array. A walk steps the lexer down each branch and
///    skips the subtree of a byte that cannot follow. Where little is allowed, little is visited.
/// 5. **Inside strings nearly everything is allowed**, and a walk would visit all of it. But most
///    tokens are ordinary text, and most states of strings take any ordinary text, up to so many
///    characters. Their part of the mask is ready beforehand, and only the few thousand other
///    tokens (quotes, escapes, parts of characters) are walked.
/// 6. **A mask is kept** for its row and state; the next token of the same string finds it.
/// 7. **Names are the text's own.** That no name comes twice in an object is more than rows can
///    know without being different for every text. So each text carries the names of its open
///    objects ([Reading]), and what they forbid is taken out of the mask that is kept. Only tokens
///    are asked that follow a name which the object holds, or in which a name begins and ends.
///
/// The text may end where the rule of the whole is complete; the end is not a token of the mask but
/// [Matcher#complete()]. Everything is bounded by counted steps ([GrammarLimitException]), so that
/// no schema and no pattern can hold a thread or the heap.
///
/// Texts that are more than one value, such as calls of one of several functions, are described as
/// a [Form]: literals, schemas, expressions and free text in sequence, choice and repetition,
/// compiled as a whole into rules of the same kind.
@NullMarked
package dev.ponder.grammar;

import org.jspecify.annotations.NullMarked;
