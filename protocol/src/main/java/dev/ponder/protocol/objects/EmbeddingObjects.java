package dev.ponder.protocol.objects;

import dev.ponder.core.EmbeddingTask;
import dev.ponder.core.EmbeddingTask.Input;
import dev.ponder.core.Embeddings;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The wire format of `POST /v1/embeddings`.
public final class EmbeddingObjects {
  private static final Set<String> FIELDS =
      Set.of("input", "model", "encoding_format", "dimensions", "user");
  private static final int MOST_INPUTS = 2_048;
  private static final String EXPECTED =
      "a string, an array of strings, an array of integers or an array of arrays of integers";

  private EmbeddingObjects() {}

  /// Reads a request.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static EmbeddingCall decode(Json json) {
    Cursor body = Cursor.root(json);
    body.allow(FIELDS);
    String model = body.required("model").string();
    List<Input> inputs = inputs(body.required("input"));
    OptionalInt dimensions =
        body.optional("dimensions")
            .map(field -> OptionalInt.of((int) field.integer(1, Integer.MAX_VALUE)))
            .orElse(OptionalInt.empty());
    EmbeddingCall.Encoding encoding =
        body.optional("encoding_format")
                .filter(field -> field.oneOf(List.of("float", "base64")).equals("base64"))
                .isPresent()
            ? EmbeddingCall.Encoding.BASE64
            : EmbeddingCall.Encoding.FLOAT;
    body.optional("user").ifPresent(Cursor::string);
    return new EmbeddingCall(new EmbeddingTask(model, inputs, dimensions), encoding);
  }

  private static List<Input> inputs(Cursor input) {
    if (input.isString()) {
      return List.of(text(input));
    }
    List<Cursor> elements = input.someElements(EXPECTED);
    if (isNumber(elements.getFirst())) {
      return List.of(tokens(elements));
    }
    if (elements.size() > MOST_INPUTS) {
      throw input.refused(
          "array_above_max_length",
          "Invalid '%s': array too long. Expected an array with maximum length %d, but got an array"
              + " with length %d instead.",
          input.path(),
          MOST_INPUTS,
          elements.size());
    }
    List<Input> inputs = new ArrayList<>(elements.size());
    for (Cursor element : elements) {
      inputs.add(
          element.value() instanceof Json.Arr
              ? tokens(element.someElements(EXPECTED))
              : text(element));
    }
    return inputs;
  }

  private static boolean isNumber(Cursor element) {
    return element.value() instanceof Json.Num;
  }

  private static Input text(Cursor input) {
    String text = input.string();
    if (text.isEmpty()) {
      throw input.refused(
          "invalid_value", "Invalid '%s': input cannot be an empty string.", input.path());
    }
    return new Input.Text(text);
  }

  private static Input tokens(List<Cursor> elements) {
    List<Integer> ids = new ArrayList<>(elements.size());
    for (Cursor element : elements) {
      ids.add((int) element.integer(0, Integer.MAX_VALUE));
    }
    return new Input.Tokens(ids);
  }

  /// The body of the answer. It may be long, so it is written without a tree.
  public static String encode(EmbeddingCall call, Embeddings embeddings) {
    StringBuilder out = new StringBuilder("{\"object\":\"list\",\"data\":[");
    for (int i = 0; i < embeddings.vectors().size(); i++) {
      out.append(i == 0 ? "" : ",")
          .append("{\"object\":\"embedding\",\"index\":")
          .append(i)
          .append(",\"embedding\":");
      float[] vector = embeddings.vectors().get(i);
      switch (call.encoding()) {
        case FLOAT -> numbers(vector, out);
        case BASE64 -> out.append('"').append(base64(vector)).append('"');
      }
      out.append('}');
    }
    out.append("],\"model\":");
    Json.quote(embeddings.model(), out);
    Json.Obj usage =
        Json.object()
            .put("prompt_tokens", embeddings.tokens())
            .put("total_tokens", embeddings.tokens())
            .build();
    return out.append(",\"usage\":").append(usage.text()).append('}').toString();
  }

  private static void numbers(float[] vector, StringBuilder out) {
    char before = '[';
    for (float element : vector) {
      out.append(before).append(element);
      before = ',';
    }
    out.append(']');
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float element : vector) {
      bytes.putFloat(element);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
