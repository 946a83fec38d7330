package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.words.Scenario.Fact;
import dev.ponder.curriculum.words.Scenario.Passage;
import dev.ponder.curriculum.words.Scenario.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Puts a story's sentences in their order and together.
final class Telling {
  private static final double QUESTION_FIRST = 0.1;
  private static final double JOINED = 0.12;
  private static final double WHOLE = 0.3;
  private static final double ASIDE = 0.25;
  private static final Pattern BLANKS = Pattern.compile(" {2,}");
  private static final Pattern LOOSE = Pattern.compile("[ ,]+([.,;:?!])");
  private static final Pattern ELISION =
      Pattern.compile(
          "(?<!\\p{L})([Dd]e|[Qq]ue|[Ll]e|[Ll]a|[Nn]e|[Ss]e) " + "(?=[aeiouhéèêâîôœAEIOUHÉÈÊÎÔŒ])");

  private static final Pattern OBJECT =
      Pattern.compile(
          "\\b(with|to|from|of|for|than|as|by|behind|between|gives?|gave|lets?) (she|he)\\b");

  private final Dice dice;
  private final Book book;
  private final Teller teller;

  Telling(Dice dice, Book book, Teller teller) {
    this.dice = dice;
    this.book = book;
    this.teller = teller;
  }

  String told(Scenario scenario) {
    if (!scenario.whole().isEmpty() && (scenario.facts().isEmpty() || dice.chance(WHOLE))) {
      return capitalised(tidied(closed(teller.told(dice.any(scenario.whole())), '?')));
    }
    Passage question = dice.any(scenario.questions());
    boolean first = dice.chance(QUESTION_FIRST);
    List<String> sentences = new ArrayList<>();
    if (first) {
      sentences.add(closed(teller.told(question), '?'));
    }
    sentences.addAll(facts(scenario));
    if (!first) {
      sentences.add(closed(teller.told(question), '?'));
    }
    StringBuilder text = new StringBuilder();
    for (String sentence : sentences) {
      text.append(text.isEmpty() ? "" : " ").append(capitalised(tidied(sentence)));
    }
    return tidied(text.toString());
  }

  private List<String> facts(Scenario scenario) {
    List<Passage> chosen = new ArrayList<>();
    List<Fact> free = new ArrayList<>();
    for (Fact fact : scenario.facts()) {
      if (fact.place() == Place.FREE) {
        free.add(fact);
        continue;
      }
      dice.shuffled(free).forEach(one -> chosen.add(dice.any(one.wordings())));
      free.clear();
      if (fact.place() == Place.FIXED || dice.chance(0.5)) {
        chosen.add(dice.any(fact.wordings()));
      }
    }
    dice.shuffled(free).forEach(one -> chosen.add(dice.any(one.wordings())));
    int aside =
        !book.asides().isEmpty() && dice.chance(ASIDE) ? dice.between(0, chosen.size()) : -1;
    return sentences(chosen, aside);
  }

  private List<String> sentences(List<Passage> facts, int aside) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i <= facts.size(); i++) {
      if (i == aside) {
        sentences.add(closed(teller.told(dice.any(book.asides())), '.'));
      }
      if (i == facts.size()) {
        break;
      }
      String sentence = teller.told(facts.get(i));
      boolean joins = i != aside && i + 1 != aside && i + 1 < facts.size() && dice.chance(JOINED);
      if (joins && joinable(sentence)) {
        i++;
        String next = teller.told(facts.get(i));
        sentence =
            joinable(next)
                ? sentence + ", " + book.tongue().and() + " " + next
                : closed(sentence, '.') + " " + next;
      }
      sentences.add(closed(sentence, '.'));
    }
    return sentences;
  }

  /// One sentence without an "and" or "if" that would join badly.
  private boolean joinable(String sentence) {
    return sentence.indexOf('.') < 0
        && sentence.indexOf(',') < 0
        && !sentence.contains(" " + book.tongue().and() + " ");
  }

  private static String closed(String sentence, char mark) {
    String text = sentence.strip();
    char last = text.isEmpty() ? mark : text.charAt(text.length() - 1);
    return last == '.' || last == '?' || last == '!' || last == ':' ? text : text + mark;
  }

  private String tidied(String text) {
    String single = LOOSE.matcher(BLANKS.matcher(text.strip()).replaceAll(" ")).replaceAll("$1");
    if (book.tongue().language() == Language.FRENCH) {
      return ELISION
          .matcher(single)
          .replaceAll(match ->
              match.group(1).charAt(0)
                  + (match.group(1).toLowerCase(Locale.ROOT).equals("que") ? "u'" : "'"))
          .replace("?", " ?");
    }
    return book.tongue().language() == Language.ENGLISH
        ? OBJECT
            .matcher(single)
            .replaceAll(match -> match.group(1) + (match.group(2).equals("she") ? " her" : " him"))
        : single;
  }

  /// Every sentence with a capital at its start, whatever marks stand before it.
  static String capitalised(String text) {
    StringBuilder result = new StringBuilder(text);
    boolean start = true;
    for (int i = 0; i < result.length(); i++) {
      char c = result.charAt(i);
      if (start && Character.isLetterOrDigit(c)) {
        result.setCharAt(i, Character.toUpperCase(c));
        start = false;
      }
      start |=
          (c == '.' || c == '?' || c == '!')
              && i + 1 < result.length()
              && result.charAt(i + 1) == ' ';
    }
    return result.toString();
  }
}
