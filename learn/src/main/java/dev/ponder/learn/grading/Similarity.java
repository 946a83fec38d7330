package dev.ponder.learn.grading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures of how alike two texts are, all from 0 to 1. All but [#FUZZY_MATCH] compare words: runs
/// of letters and digits, in lower case.
enum Similarity {
  /// Twice the longest common subsequence of characters over both lengths together.
  FUZZY_MATCH,
  /// Papineni and others 2002, for one sentence: the geometric mean of the shares of its runs of
  /// one to four words that the reference has, shortened by the brevity penalty. Runs of two and
  /// more count one more found and one more in all (Lin and Och 2004), since one run of four words
  /// that is missing would make it 0.
  BLEU,
  /// Wu and others 2016 (arXiv 1609.08144): the common runs of one to four words, over those of the
  /// text that has more.
  GLEU,
  /// Banerjee and Lavie 2005, with equal words only: no stems and no synonyms.
  METEOR,
  /// Lin 2004: F1 of the common words.
  ROUGE_1,
  /// F1 of the common runs of two words; and so on.
  ROUGE_2,
  ROUGE_3,
  ROUGE_4,
  ROUGE_5,
  /// F1 of the longest common subsequence of words.
  ROUGE_L;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]++");
  private static final int LONGEST_RUN = 4;

  double of(String text, String reference) {
    return switch (this) {
      case FUZZY_MATCH -> fuzzy(text, reference);
      case BLEU -> bleu(words(text), words(reference));
      case GLEU -> gleu(words(text), words(reference));
      case METEOR -> meteor(words(text), words(reference));
      case ROUGE_1 -> rouge(1, words(text), words(reference));
      case ROUGE_2 -> rouge(2, words(text), words(reference));
      case ROUGE_3 -> rouge(3, words(text), words(reference));
      case ROUGE_4 -> rouge(4, words(text), words(reference));
      case ROUGE_5 -> rouge(5, words(text), words(reference));
      case ROUGE_L -> rougeL(words(text), words(reference));
    };
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(java.util.Locale.ROOT));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  private static double fuzzy(String text, String reference) {
    int[] a = text.codePoints().toArray();
    int[] b = reference.codePoints().toArray();
    return a.length + b.length == 0 ? 1 : 2.0 * common(a, b) / (a.length + b.length);
  }

  /// Length of the longest common subsequence.
  private static int common(int[] a, int[] b) {
    int[] row = new int[b.length + 1];
    for (int one : a) {
      int diagonal = 0;
      for (int j = 1; j <= b.length; j++) {
        int above = row[j];
        row[j] = one == b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[b.length];
  }

  /// How often each run of so many words is there.
  private static Map<List<String>, Integer> runs(List<String> words, int length) {
    Map<List<String>, Integer> runs = new HashMap<>();
    for (int i = 0; i + length <= words.size(); i++) {
      runs.merge(words.subList(i, i + length), 1, Integer::sum);
    }
    return runs;
  }

  private static int shared(Map<List<String>, Integer> a, Map<List<String>, Integer> b) {
    int shared = 0;
    for (Map.Entry<List<String>, Integer> run : a.entrySet()) {
      shared += Math.min(run.getValue(), b.getOrDefault(run.getKey(), 0));
    }
    return shared;
  }

  private static int runCount(List<String> words, int length) {
    return Math.max(0, words.size() - length + 1);
  }

  private static double bleu(List<String> text, List<String> reference) {
    int longest = Math.min(LONGEST_RUN, Math.min(text.size(), reference.size()));
    if (longest == 0) {
      return text.equals(reference) ? 1 : 0;
    }
    double logarithms = 0;
    for (int length = 1; length <= longest; length++) {
      int more = length == 1 ? 0 : 1;
      int found = shared(runs(text, length), runs(reference, length));
      if (found + more == 0) {
        return 0;
      }
      logarithms += Math.log((found + more) / (double) (runCount(text, length) + more));
    }
    double brevity = Math.min(0, 1 - reference.size() / (double) text.size());
    return Math.exp(logarithms / longest + brevity);
  }

  private static double gleu(List<String> text, List<String> reference) {
    int found = 0;
    int ofText = 0;
    int ofReference = 0;
    for (int length = 1; length <= LONGEST_RUN; length++) {
      found += shared(runs(text, length), runs(reference, length));
      ofText += runCount(text, length);
      ofReference += runCount(reference, length);
    }
    int most = Math.max(ofText, ofReference);
    return most == 0 ? 1 : found / (double) most;
  }

  private static double meteor(List<String> text, List<String> reference) {
    int[] places = aligned(text, reference);
    int matches = 0;
    int chunks = 0;
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        matches++;
        chunks += i > 0 && places[i - 1] >= 0 && places[i] == places[i - 1] + 1 ? 0 : 1;
      }
    }
    if (matches == 0) {
      return text.equals(reference) ? 1 : 0;
    }
    double precision = matches / (double) text.size();
    double recall = matches / (double) reference.size();
    double mean = 10 * precision * recall / (recall + 9 * precision);
    double penalty = 0.5 * Math.pow(chunks / (double) matches, 3);
    return mean * (1 - penalty);
  }

  /// For each word the place of its equal in the reference, or -1: the one after the last word's
  /// where possible, else the first that is left.
  private static int[] aligned(List<String> text, List<String> reference) {
    boolean[] taken = new boolean[reference.size()];
    int[] places = new int[text.size()];
    int next = 0;
    for (int i = 0; i < places.length; i++) {
      String word = text.get(i);
      boolean follows = next < taken.length && !taken[next] && reference.get(next).equals(word);
      places[i] = follows ? next : first(word, reference, taken);
      if (places[i] >= 0) {
        taken[places[i]] = true;
        next = places[i] + 1;
      }
    }
    return places;
  }

  private static int first(String word, List<String> reference, boolean[] taken) {
    for (int i = 0; i < taken.length; i++) {
      if (!taken[i] && reference.get(i).equals(word)) {
        return i;
      }
    }
    return -1;
  }

  private static double rouge(int length, List<String> text, List<String> reference) {
    int found = shared(runs(text, length), runs(reference, length));
    return harmonic(found, runCount(text, length), runCount(reference, length));
  }

  private static double rougeL(List<String> text, List<String> reference) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] a = numbered(text, numbers);
    int[] b = numbered(reference, numbers);
    return harmonic(common(a, b), a.length, b.length);
  }

  private static int[] numbered(List<String> words, Map<String, Integer> numbers) {
    int[] all = new int[words.size()];
    Arrays.setAll(all, i -> numbers.computeIfAbsent(words.get(i), _ -> numbers.size()));
    return all;
  }

  /// F1: twice what is common over both together.
  private static double harmonic(int found, int ofText, int ofReference) {
    return ofText + ofReference == 0 ? 0 : 2.0 * found / (ofText + ofReference);
  }
}
