package dev.ponder.reason;

import dev.ponder.engine.TokenConstraint;
import dev.ponder.engine.TokenSet;
import dev.ponder.grammar.Grammar;
import dev.ponder.grammar.Matcher;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps an output within a grammar, and its thought within what another constraint says.
///
/// A grammar is about all of the output, marks of thoughts included, or about what follows the
/// thought; that begins where the thought is over, or at once where there is none. Between thought
/// and answer a model may break the line once or twice, as it was trained to; the parser drops
/// that. The turn may end only where the grammar's text may.
final class GrammarConstraint implements TokenConstraint {
  private static final int MAX_BREAKS = 2;

  /// Where in an output its grammar begins.
  enum Begin {
    AT_ONCE,
    AFTER_THE_THOUGHT
  }

  /// What an output must keep to.
  ///
  /// @param opens tokens that begin a thought; none where the model is not to think
  /// @param stops tokens that end the turn
  record Rules(
      Grammar grammar, OutputTokens tokens, Set<Integer> opens, Set<Integer> stops, Begin begin) {}

  private final TokenConstraint thought;
  private final OutputParser parser;
  private final Rules rules;
  private Matcher matcher;
  private boolean begun;
  private boolean thoughtOver;
  private int breaks;
  private @Nullable TokenSet scratch;

  private GrammarConstraint(TokenConstraint thought, OutputParser parser, Rules rules) {
    this.thought = thought;
    this.parser = parser;
    this.rules = rules;
    this.matcher = rules.grammar.matcher(rules.tokens.vocabulary());
    this.begun = rules.begin == Begin.AT_ONCE;
  }

  /// That output around that thought.
  ///
  /// @param thought what the thought must keep to
  /// @param parser a fresh parser of the same generation, for this constraint alone
  static TokenConstraint of(TokenConstraint thought, OutputParser parser, Rules rules) {
    return new GrammarConstraint(thought, parser, rules);
  }

  @Override
  public boolean restrict(TokenSet allowed) {
    if (!begun && parser.thinking()) {
      return restrictThought(allowed);
    }
    allowed.addAll(matcher.mask());
    if (matcher.complete()) {
      rules.stops.forEach(allowed::add);
    }
    if (!begun && breaks < MAX_BREAKS) {
      rules.tokens.breaks().forEach(allowed::add);
    }
    if (!begun && !thoughtOver) {
      rules.opens.forEach(allowed::add);
    }
    TokenSet both = scratch(allowed.vocabulary());
    if (thought.restrict(both)) {
      allowed.retainAll(both);
    }
    return true;
  }

  /// Where an answer must come, the turn cannot end before it.
  private boolean restrictThought(TokenSet allowed) {
    boolean restricted = thought.restrict(allowed);
    if (restricted || matcher.complete()) {
      return restricted;
    }
    rules.stops.forEach(allowed::add);
    allowed.invert();
    return true;
  }

  private TokenSet scratch(int vocabulary) {
    if (scratch == null) {
      scratch = new TokenSet(vocabulary);
    }
    scratch.clear();
    return scratch;
  }

  @Override
  public void accept(int token) {
    boolean thinking = parser.thinking();
    thought.accept(token);
    parser.accept(token);
    if (rules.begin == Begin.AT_ONCE) {
      matcher.accept(token);
    } else if (!begun && (thinking || parser.thinking())) {
      thoughtOver |= !parser.thinking();
      breaks = 0;
    } else if (parser.thinking()) {
      // What looked like words spelled the opening of a thought.
      matcher = rules.grammar.matcher(rules.tokens.vocabulary());
      begun = false;
    } else if (matcher.accept(token)) {
      begun = true;
    } else {
      breaks++;
    }
  }
}
