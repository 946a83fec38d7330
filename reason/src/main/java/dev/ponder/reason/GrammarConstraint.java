package dev.ponder.reason;

import dev.ponder.engine.TokenConstraint;
import dev.ponder.engine.TokenSet;
import dev.ponder.grammar.Matcher;
import dev.ponder.grammar.Vocabulary;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Keeps an answer within a grammar, from where the thought is over.
///
/// The thought itself, and how it ends, is for the constraint it is composed with. Between thought
/// and answer a model may break the line once or twice, as it was trained to; the parser drops
/// that. The turn may end only where the grammar's text may.
final class GrammarConstraint implements TokenConstraint {
  private static final int MAX_BREAKS = 2;

  private final TokenConstraint thought;
  private final OutputParser parser;
  private final Answer answer;
  private boolean begun;
  private boolean thoughtOver;
  private int breaks;

  private GrammarConstraint(TokenConstraint thought, OutputParser parser, Answer answer) {
    this.thought = thought;
    this.parser = parser;
    this.answer = answer;
  }

  /// What an answer must keep to.
  ///
  /// @param matcher at its start
  /// @param breaks tokens that are nothing but line breaks
  /// @param opens tokens that begin a thought; none where the model is not to think
  /// @param stops tokens that end the turn
  record Answer(Matcher matcher, Set<Integer> breaks, Set<Integer> opens, Set<Integer> stops) {}

  /// That answer after that thought.
  ///
  /// @param thought what the thought must keep to
  /// @param parser a fresh parser of the same generation, for this constraint alone
  static TokenConstraint of(TokenConstraint thought, OutputParser parser, Answer answer) {
    return new GrammarConstraint(thought, parser, answer);
  }

  /// The tokens of that tokenizer as text; those that mean something to the format are none.
  static Vocabulary vocabulary(Tokenizer tokenizer, Set<Integer> marks) {
    List<byte[]> tokens = new ArrayList<>();
    for (int token = 0; token < tokenizer.size(); token++) {
      boolean text = !tokenizer.isControl(token) && !marks.contains(token);
      tokens.add(text ? tokenizer.bytes(token) : new byte[0]);
    }
    return Vocabulary.of(tokens);
  }

  /// The tokens of that tokenizer that are nothing but line breaks.
  static Set<Integer> breaks(Tokenizer tokenizer) {
    Set<Integer> breaks = new HashSet<>();
    for (int token = 0; token < tokenizer.size(); token++) {
      byte[] bytes = tokenizer.isControl(token) ? new byte[0] : tokenizer.bytes(token);
      boolean only = bytes.length > 0;
      for (byte value : bytes) {
        only &= value == '\n';
      }
      if (only) {
        breaks.add(token);
      }
    }
    return breaks;
  }

  @Override
  public boolean restrict(TokenSet allowed) {
    if (!begun && parser.thinking()) {
      return thought.restrict(allowed);
    }
    allowed.addAll(answer.matcher.mask());
    if (answer.matcher.complete()) {
      answer.stops.forEach(allowed::add);
    }
    if (!begun && breaks < MAX_BREAKS) {
      answer.breaks.forEach(allowed::add);
    }
    if (!begun && !thoughtOver) {
      answer.opens.forEach(allowed::add);
    }
    return true;
  }

  @Override
  public void accept(int token) {
    boolean thinking = parser.thinking();
    thought.accept(token);
    parser.accept(token);
    if (begun) {
      answer.matcher.accept(token);
    } else if (thinking || parser.thinking()) {
      thoughtOver |= !parser.thinking();
    } else if (answer.matcher.accept(token)) {
      begun = true;
    } else {
      breaks++;
    }
  }
}
