package dev.ponder.core;

import java.util.List;

/// The log probability of one answer token and of its strongest rivals.
///
/// @param text the token as text; replacement characters where it is no valid UTF-8 by itself
/// @param bytes the token's UTF-8 bytes, each 0 to 255
/// @param alternatives the likeliest tokens at this place, best first; their own alternatives are
///   empty
public record TokenLogprob(
    String text, List<Integer> bytes, double logprob, List<TokenLogprob> alternatives) {
  public TokenLogprob {
    bytes = List.copyOf(bytes);
    alternatives = List.copyOf(alternatives);
    for (int value : bytes) {
      if (value < 0 || value > 255) {
        throw new IllegalArgumentException(value + " is no byte");
      }
    }
  }
}
