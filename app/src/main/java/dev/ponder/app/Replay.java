package dev.ponder.app;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A prompt and the answer that is to be written to it, whatever the model would say.
record Replay(String name, int[] prompt, int[] answer) {

  /// All of it in order.
  int[] text() {
    return IntStream.concat(Arrays.stream(prompt), Arrays.stream(answer)).toArray();
  }
}
