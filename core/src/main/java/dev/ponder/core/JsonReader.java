package dev.ponder.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Builds [Json] from Jackson's token stream.
final class JsonReader {
  private static final int MAX_DEPTH = 512;
  private static final int MAX_NUMBER_LENGTH = 1_000;

  // A value costs up to a hundred bytes of heap for two bytes of text; this bounds it.
  private static final long MAX_TOKENS = 2_000_000;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");

  /// What only users of Jackson can make sense of.
  private static final Pattern JARGON =
      Pattern.compile(" \\(start marker at .*\\)$|: enable `.*?` to allow|, from `.*?`");

  private static final int MAX_COMPLAINT_LENGTH = 300;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          .build();

  private JsonReader() {}

  static Json read(byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return read(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new JsonSyntaxException("the text is not UTF-8");
    }
  }

  static Json read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new JsonSyntaxException("the text is empty");
      }
      Json value = value(parser);
      if (parser.nextToken() != null) {
        throw new JsonSyntaxException("text follows the value");
      }
      return value;
    } catch (JacksonException e) {
      throw new JsonSyntaxException(complaint(e));
    }
  }

  private static String complaint(JacksonException e) {
    String message = JARGON.matcher(e.getOriginalMessage()).replaceAll("");
    if (message.length() > MAX_COMPLAINT_LENGTH) {
      message = message.substring(0, MAX_COMPLAINT_LENGTH) + "…";
    }
    // Limits are told without a place.
    TokenStreamLocation place = e.getLocation();
    return place == null
        ? message
        : message + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  static boolean isNumber(String literal) {
    return literal.length() <= MAX_NUMBER_LENGTH && NUMBER.matcher(literal).matches();
  }

  private static Json value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Str(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new JsonSyntaxException("unexpected " + parser.currentToken());
    };
  }

  private static Json object(JsonParser parser) {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new Json.Obj(members);
  }

  private static Json array(JsonParser parser) {
    List<Json> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return new Json.Arr(elements);
  }
}
