package dev.ponder.model.tokenizer;

import dev.ponder.model.gguf.GgufValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Learns a byte-level vocabulary from text (Sennrich et al. 2016): of all pairs of neighbouring
/// tokens the most frequent becomes a token, again and again. Of pairs as frequent, the one whose
/// tokens were there first does, so equal texts in any order give equal vocabularies.
///
/// Texts are cut into words as the tokenizer cuts them that will read the result, and only words
/// and their counts are kept. For each pair its words are known, so a merge looks at those alone.
///
/// One thread uses it.
public final class BytePairTrainer {
  /// A pair that is this rare is no regularity.
  private static final long FEWEST = 2;

  private final String rule;
  private final Splitter splitter;
  private final Map<String, Long> counts = new TreeMap<>();

  /// A token that text does not merge into.
  public record Special(String spelling, Kind kind) {

    /// Whether text that spells it becomes it.
    public enum Kind {
      /// Only where a template writes it.
      CONTROL(3),
      /// In any text.
      USER_DEFINED(4);

      private final int type;

      Kind(int type) {
        this.type = type;
      }
    }
  }

  /// @param rule how text is cut into words, by a name of `tokenizer.ggml.pre`
  /// @throws IllegalArgumentException when there is no such rule
  public BytePairTrainer(String rule) {
    this.rule = rule;
    splitter =
        PreTokenizer.of(rule)
            .orElseThrow(() -> new IllegalArgumentException("no rule is called " + rule))
            .splitter();
  }

  /// Counts the words of a text.
  public void add(String text) {
    splitter.split(
        text,
        0,
        text.length(),
        (from, to) -> counts.merge(text.substring(from, to), 1L, Long::sum));
  }

  /// The keys of a GGUF file that describe the vocabulary, `tokenizer.ggml.…`: first the 256 bytes,
  /// then what was learned, then the special tokens. Begin and end of text are left to the caller.
  ///
  /// @param size most tokens; there are fewer when the texts have no more regularities
  /// @throws IllegalArgumentException when so few do not hold bytes and special tokens
  public Map<String, GgufValue> learn(int size, List<Special> specials) {
    int merges = size - 256 - specials.size();
    if (merges < 0) {
      throw new IllegalArgumentException(
          "%d tokens do not hold 256 bytes and %d special tokens".formatted(size, specials.size()));
    }
    Learning learning = new Learning(counts);
    learning.merge(merges);
    List<GgufValue> spellings = new ArrayList<>();
    List<GgufValue> types = new ArrayList<>();
    for (byte[] token : learning.tokens) {
      spellings.add(new GgufValue.Str(ByteLevel.spelling(token)));
      types.add(new GgufValue.Int(1));
    }
    for (Special special : specials) {
      spellings.add(new GgufValue.Str(special.spelling));
      types.add(new GgufValue.Int(special.kind.type));
    }
    Map<String, GgufValue> keys = new LinkedHashMap<>();
    keys.put("tokenizer.ggml.model", new GgufValue.Str("gpt2"));
    keys.put("tokenizer.ggml.pre", new GgufValue.Str(rule));
    keys.put("tokenizer.ggml.tokens", new GgufValue.Arr(spellings));
    keys.put("tokenizer.ggml.token_type", new GgufValue.Arr(types));
    keys.put("tokenizer.ggml.merges", new GgufValue.Arr(learning.merges));
    return keys;
  }

  /// Two neighbouring tokens.
  private record Pair(int left, int right) {}

  /// A word as it is merged so far.
  private static final class Word {
    private final long count;
    private int[] tokens;

    Word(String text, long count) {
      this.count = count;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      tokens = new int[bytes.length];
      Arrays.setAll(tokens, i -> bytes[i] & 0xFF);
    }
  }

  /// The state between merges.
  private static final class Learning {
    private static final Comparator<Map.Entry<Pair, Long>> ORDER =
        Map.Entry.<Pair, Long>comparingByValue()
            .thenComparing(entry -> -entry.getKey().left)
            .thenComparing(entry -> -entry.getKey().right);

    private final List<byte[]> tokens = new ArrayList<>();
    private final List<GgufValue> merges = new ArrayList<>();
    private final Map<Pair, Long> pairs = new HashMap<>();
    private final Map<Pair, Set<Word>> places = new HashMap<>();
    private final Map<String, Integer> known = new HashMap<>();

    Learning(Map<String, Long> counts) {
      for (int value = 0; value < 256; value++) {
        tokens.add(new byte[] {(byte) value});
      }
      counts.forEach((text, count) -> count(new Word(text, count), 1));
    }

    private void count(Word word, int sign) {
      for (int i = 0; i + 1 < word.tokens.length; i++) {
        Pair pair = new Pair(word.tokens[i], word.tokens[i + 1]);
        pairs.merge(pair, sign * word.count, Long::sum);
        places.computeIfAbsent(pair, _ -> new HashSet<>()).add(word);
      }
    }

    void merge(int wanted) {
      while (tokens.size() < 256 + wanted) {
        Map.Entry<Pair, Long> best = pairs.entrySet().stream().max(ORDER).orElse(null);
        if (best == null || best.getValue() < FEWEST) {
          return;
        }
        merge(best.getKey());
      }
    }

    private void merge(Pair pair) {
      String left = ByteLevel.spelling(tokens.get(pair.left));
      String right = ByteLevel.spelling(tokens.get(pair.right));
      merges.add(new GgufValue.Str(left + " " + right));
      // The same bytes may come about in two ways, and are one token all the same.
      int token = known.computeIfAbsent(left + right, _ -> tokens.size());
      if (token == tokens.size()) {
        tokens.add(joined(tokens.get(pair.left), tokens.get(pair.right)));
      }
      Set<Word> changed = places.remove(pair);
      for (Word word : changed == null ? Set.<Word>of() : changed) {
        count(word, -1);
        word.tokens = merged(word.tokens, pair, token);
        count(word, 1);
      }
      pairs.remove(pair);
      pairs.values().removeIf(count -> count <= 0);
    }

    private static int[] merged(int[] tokens, Pair pair, int token) {
      int[] merged = new int[tokens.length];
      int length = 0;
      for (int i = 0; i < tokens.length; i++) {
        boolean found =
            tokens[i] == pair.left && i + 1 < tokens.length && tokens[i + 1] == pair.right;
        merged[length++] = found ? token : tokens[i];
        i += found ? 1 : 0;
      }
      return Arrays.copyOf(merged, length);
    }

    private static byte[] joined(byte[] left, byte[] right) {
      byte[] joined = Arrays.copyOf(left, left.length + right.length);
      System.arraycopy(right, 0, joined, left.length, right.length);
      return joined;
    }
  }
}
