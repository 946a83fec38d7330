package dev.ponder.reason;

import dev.ponder.core.EmbeddingTask.Input;
import dev.ponder.core.Problem;
import dev.ponder.model.EmbeddingTraits;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Turns the inputs of an embedding request into token ids. A text begins and ends with the tokens
/// that the model was trained with; ids are taken as they are.
///
/// The work per request is bounded by what a request may have, not by the size of its body.
final class EmbeddingEncoder {
  /// Most tokens of all inputs together.
  static final int MOST_TOKENS = 300_000;

  private final Tokenizer tokenizer;
  private final EmbeddingTraits traits;
  private final PromptEncoder encoder;
  private final int contextLength;

  EmbeddingEncoder(Tokenizer tokenizer, EmbeddingTraits traits, int contextLength) {
    this.tokenizer = tokenizer;
    this.traits = traits;
    this.encoder = new PromptEncoder(tokenizer, contextLength);
    this.contextLength = contextLength;
  }

  /// The ids of each input.
  ///
  /// @throws Problem.Exceptional when one is too long or names a token that there is not, or all
  ///   are too long together
  List<int[]> encode(List<Input> inputs) {
    List<int[]> encoded = new ArrayList<>(inputs.size());
    long sum = 0;
    for (int i = 0; i < inputs.size(); i++) {
      int[] tokens = encode(inputs.get(i), inputs.size() == 1 ? "input" : "input[" + i + "]");
      sum += tokens.length;
      if (sum > MOST_TOKENS) {
        throw tooMany();
      }
      encoded.add(tokens);
    }
    return encoded;
  }

  private int[] encode(Input input, String path) {
    return switch (input) {
      case Input.Text(String text) -> encodeText(text, path);
      case Input.Tokens(List<Integer> ids) -> checked(ids, path);
    };
  }

  private int[] encodeText(String text, String path) {
    if (encoder.fewestTokens(PromptEncoder.utf8Length(text)) > contextLength) {
      throw tooLong(path);
    }
    IntStream framed =
        IntStream.concat(
            IntStream.concat(
                tokenizer.beginOfText().stream(), Arrays.stream(tokenizer.encode(text))),
            traits.closing().stream());
    int[] tokens = framed.toArray();
    if (tokens.length > contextLength) {
      throw tooLong(path);
    }
    return tokens;
  }

  private int[] checked(List<Integer> ids, String path) {
    if (ids.size() > contextLength) {
      throw tooLong(path);
    }
    for (int id : ids) {
      if (id < 0 || id >= tokenizer.size()) {
        throw Problem.invalid(
                path,
                "invalid_value",
                "Invalid '%s': %d is no token of this model, whose tokens are 0 to %d."
                    .formatted(path, id, tokenizer.size() - 1))
            .exception();
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  private Problem.Exceptional tooLong(String path) {
    return Problem.invalid(
            path,
            "context_length_exceeded",
            "Invalid '%s': maximum input length is %d tokens.".formatted(path, contextLength))
        .exception();
  }

  private static Problem.Exceptional tooMany() {
    return new Problem(
            Problem.Kind.INVALID_REQUEST,
            "The inputs have more than the %d tokens that one request may have."
                .formatted(MOST_TOKENS),
            Optional.of("input"),
            Optional.of("max_tokens_per_request"))
        .exception();
  }
}
