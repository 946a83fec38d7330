package dev.ponder.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Cuts a template into tokens, with `trim_blocks` and `lstrip_blocks` on and the last line break
/// dropped, as chat templates are configured.
///
/// Literal text alternates with tags. A block or comment swallows the line break after it and the
/// blanks before it if it is the first on its line; `-` at either side swallows all white space
/// there, `+` none.
final class Lexer {
  private static final List<String> OPERATORS =
      List.of(
          "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{",
          "}", ">", "<", "=", ".", ":", "|", ",", ";");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private int line = 1;
  private boolean lineStarts = true;

  private Lexer(String source) {
    this.source = source;
  }

  /// @throws TemplateException.Syntax when a tag is not closed or holds what is no token
  static List<Token> tokens(String template) {
    String unified = template.replace("\r\n", "\n").replace('\r', '\n');
    Lexer lexer =
        new Lexer(unified.endsWith("\n") ? unified.substring(0, unified.length() - 1) : unified);
    lexer.template();
    return lexer.tokens;
  }

  private void template() {
    while (position < source.length()) {
      int tag = nextTag(position);
      if (tag < 0) {
        literal(source.substring(position));
        advance(source.length());
      } else {
        tag(tag);
      }
    }
    add(Token.Kind.END, "");
  }

  private int nextTag(int from) {
    for (int i = source.indexOf('{', from); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private void tag(int start) {
    char kind = source.charAt(start + 1);
    char sign = signAt(start + 2);
    String text = source.substring(position, start);
    literal(kept(text, sign, kind == '{'));
    advance(start + (sign == 0 ? 2 : 3));
    switch (kind) {
      case '{' -> tagTokens(Token.Kind.OUTPUT_BEGIN, Token.Kind.OUTPUT_END, "}}");
      case '%' -> {
        int raw = afterRaw();
        if (raw > 0) {
          rawText(raw);
        } else {
          tagTokens(Token.Kind.BLOCK_BEGIN, Token.Kind.BLOCK_END, "%}");
        }
      }
      default -> comment();
    }
  }

  private char signAt(int index) {
    char c = index < source.length() ? source.charAt(index) : 0;
    return c == '-' || c == '+' ? c : 0;
  }

  private String kept(String text, char sign, boolean output) {
    if (sign == '-') {
      return text.substring(0, Characters.trimmedEnd(text));
    }
    int lineStart = text.lastIndexOf('\n') + 1;
    boolean strips = sign == 0 && !output && (lineStart > 0 || lineStarts);
    return strips && Characters.allWhite(text, lineStart) ? text.substring(0, lineStart) : text;
  }

  private void literal(String text) {
    if (!text.isEmpty()) {
      add(Token.Kind.LITERAL, text);
    }
  }

  private void comment() {
    int end = source.indexOf("#}", position);
    if (end < 0) {
      throw new TemplateException.Syntax(line, "the comment is not closed");
    }
    char sign = end > position ? signAt(end - 1) : 0;
    advance(end);
    closeTag(sign);
  }

  /// Past the two characters of a closing mark and what it swallows.
  private void closeTag(char sign) {
    int end = position + 2;
    if (sign == '-') {
      end = Characters.skipWhite(source, end);
    } else if (sign == 0 && end < source.length() && source.charAt(end) == '\n') {
      end++;
    }
    advance(end);
  }

  /// Where the text of a raw block that opens here begins; zero if none does.
  private int afterRaw() {
    int word = Characters.skipWhite(source, position);
    if (!source.startsWith("raw", word)) {
      return 0;
    }
    int close = Characters.skipWhite(source, word + 3);
    if (source.startsWith("-%}", close)) {
      return Characters.skipWhite(source, close + 3);
    }
    return source.startsWith("%}", close) ? close + 2 : 0;
  }

  private void rawText(int start) {
    advance(start);
    for (int i = source.indexOf("{%", start); i >= 0; i = source.indexOf("{%", i + 2)) {
      char sign = signAt(i + 2);
      int word = Characters.skipWhite(source, sign == 0 ? i + 2 : i + 3);
      if (!source.startsWith("endraw", word)) {
        continue;
      }
      int close = Characters.skipWhite(source, word + 6);
      char closing = signAt(close);
      if (source.startsWith("%}", closing == 0 ? close : close + 1)) {
        literal(kept(source.substring(start, i), sign, false));
        advance(closing == 0 ? close : close + 1);
        closeTag(closing);
        return;
      }
    }
    throw new TemplateException.Syntax(line, "the raw block is not closed");
  }

  private void tagTokens(Token.Kind begin, Token.Kind end, String mark) {
    int opened = line;
    add(begin, source.substring(position - 1, position));
    Deque<String> open = new ArrayDeque<>();
    while (true) {
      advance(Characters.skipWhite(source, position));
      if (position >= source.length()) {
        throw new TemplateException.Syntax(opened, "the tag is not closed by " + mark);
      }
      char sign = signAt(position);
      boolean signed = sign == '-' || sign == '+' && end == Token.Kind.BLOCK_END;
      if (open.isEmpty() && source.startsWith(mark, signed ? position + 1 : position)) {
        add(end, mark);
        advance(signed ? position + 1 : position);
        closeTag(signed ? sign : end == Token.Kind.BLOCK_END ? 0 : '+');
        return;
      }
      token(open);
    }
  }

  private void token(Deque<String> open) {
    char c = source.charAt(position);
    if (c == '\'' || c == '"') {
      string(c);
    } else if (Characters.isDigit(c)) {
      number();
    } else if (Character.isUnicodeIdentifierStart(source.codePointAt(position)) || c == '_') {
      int end = Characters.skipName(source, position);
      add(Token.Kind.NAME, source.substring(position, end));
      advance(end);
    } else {
      operator(open);
    }
  }

  private void string(char quote) {
    int end = position + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw new TemplateException.Syntax(line, "the string is not closed");
    }
    add(Token.Kind.STRING, StringEscapes.decode(source.substring(position + 1, end), line));
    advance(end + 1);
  }

  private void number() {
    // After a dot there is no float: a.0.1 is two items.
    boolean afterDot = position > 0 && source.charAt(position - 1) == '.';
    NumberToken number = NumberToken.at(source, position, !afterDot);
    add(number.whole() ? Token.Kind.INTEGER : Token.Kind.FLOAT, number.digits());
    advance(number.end());
  }

  private void operator(Deque<String> open) {
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, position)) {
        balance(operator, open);
        add(Token.Kind.OPERATOR, operator);
        advance(position + operator.length());
        return;
      }
    }
    throw new TemplateException.Syntax(
        line, "unexpected character '" + Character.toString(source.codePointAt(position)) + "'");
  }

  private void balance(String operator, Deque<String> open) {
    switch (operator) {
      case "(" -> open.push(")");
      case "[" -> open.push("]");
      case "{" -> open.push("}");
      case ")", "]", "}" -> {
        if (open.isEmpty() || !open.pop().equals(operator)) {
          throw new TemplateException.Syntax(line, "unexpected '" + operator + "'");
        }
      }
      default -> {}
    }
  }

  private void add(Token.Kind kind, String text) {
    tokens.add(new Token(kind, text, line));
  }

  private void advance(int end) {
    for (int i = position; i < end; i++) {
      if (source.charAt(i) == '\n') {
        line++;
      }
    }
    if (end > position) {
      lineStarts = source.charAt(end - 1) == '\n';
    }
    position = end;
  }
}
