package dev.ponder.curriculum.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Split;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TellerTest {
  private static final String WORDS =
      """
      women Ada
      men Cliff
      kind thing apple
      kind currency dollar
      """;

  /// All tellings of one fact and its question under many dice.
  private static Set<String> told(Language language, String fact) {
    String scenario =
        """
        scenario one
        numbers start start 2..3
        steps total = start + 1
        fact %s
        ask how many
        """
            .formatted(fact);
    Book book = BookReader.read(Tongue.of(language), List.of(WORDS, scenario));
    Storyteller teller = new Storyteller(book, Split.TRAINING);
    Set<String> texts = new TreeSet<>();
    for (int i = 0; i < 300; i++) {
      texts.add(
          teller
              .story(1, Dice.of(i))
              .text()
              .replaceAll("\\b(3|three)\\b", "2")
              .replace("two", "2"));
    }
    return texts;
  }

  @Test
  void sentencesBeginWithCapitalsAndEndWithMarks() {
    assertThat(told(Language.ENGLISH, "there are {start:thing}"))
        .contains("There are 2 apples. How many?", "How many? There are 2 apples.");
  }

  @Test
  void pronounsStandOnlyForWhoWasMentionedLast() {
    assertThat(told(Language.ENGLISH, "{A.name} has {start:x}. {A} likes {A.his} hat"))
        .allMatch(
            text -> text.matches(".*(Ada has .*(Ada|She) likes her hat|(?!Ada)[A-Z]\\w+ has ).*"));
    assertThat(told(Language.ENGLISH, "{A} has {start:x}"))
        .noneMatch(text -> text.contains("She has") || text.contains("He has"));
  }

  @Test
  void amountsOfMoneyAreWrittenInSeveralWays() {
    assertThat(told(Language.ENGLISH, "it costs {start:$}"))
        .contains("It costs $2. How many?", "It costs 2 dollars. How many?");
  }

  @Test
  void frenchElidesBeforeVowels() {
    assertThat(told(Language.FRENCH, "voici {start} de {x} que {x} et Adèle est là"))
        .anyMatch(text -> text.contains("d'apples qu'apples et Adèle est là"));
  }

  @Test
  void prepositionsTakeTheObjectForm() {
    assertThat(told(Language.ENGLISH, "{A.name} has {start:x}, and {B.name} plays with {A}"))
        .noneMatch(text -> text.contains("with she") || text.contains("with he."));
  }
}
