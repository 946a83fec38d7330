package dev.ponder.curriculum.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Split;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BookReaderTest {
  private static final Tongue ENGLISH = Tongue.of(Language.ENGLISH);

  /// The example of docs/curriculum.md.
  private static final String EXAMPLE =
      """
      women Ada, Bess
      men Cliff, Dan
      kind fruit* apple, quince, medlar, cherry
      kind tool hammer, awl, knife/knives
      kind currency dollar, shilling

      # Ways to lose things.
      define loses who n x
        {who} [lost|dropped|gave away] {n+:x}
        {n} of them were [eaten|thrown away]

      scenario rotten-fruit
      numbers start start 5..200, bad out 2..150
      steps left = start - bad
      yields stock A fruit
      fact {A} [picked|bought] {start:fruit}
      fact <loses A bad fruit>
      ask
        how many {fruit} [are left|does {A} have left]
        with how many does {A} end up
      whole of {A's} {start:fruit}, {bad} are rotten. How many are good?
      """;

  @Test
  void readsTheExampleOfTheDocumentation() {
    Book book = BookReader.read(ENGLISH, List.of(EXAMPLE));
    assertThat(book.lexicon().women()).containsExactly("Ada", "Bess");
    assertThat(book.lexicon().kinds().getOrDefault("fruit", List.of()))
        .contains(new Noun("cherry", "cherries"));
    assertThat(book.lexicon().coinable()).containsExactly("fruit");
    assertThat(book.scenarios())
        .singleElement()
        .extracting(Scenario::name)
        .isEqualTo("rotten-fruit");
    Storyteller teller = new Storyteller(book, Split.TRAINING);
    for (int i = 0; i < 200; i++) {
      Story story = teller.story(1, Dice.of(i));
      assertThat(story.sums()).singleElement().extracting(Story.Sum::label).isEqualTo("left");
      assertThat(story.mentions()).hasSize(2);
    }
  }

  @Test
  void sequelsGoOnFromAnAnswerOfTheirKind() {
    String sequel =
        """
        sequel shared stock who x
        numbers heads share 2..5
        steps part = @ / heads
        fact {who} shares all {x} among {heads:child/children}
        ask how many {x} does each get
        """;
    Book book = BookReader.read(ENGLISH, List.of(EXAMPLE, sequel));
    Story story = new Storyteller(book, Split.TRAINING).story(2, Dice.of(1));
    assertThat(story.scenario()).isEqualTo("rotten-fruit+shared");
    assertThat(story.text()).contains("shares all").endsWith("each get?");
    assertThat(story.sums().getLast().left()).isEqualTo(story.sums().getFirst().result());
  }

  /// Else a question that is left out for a sequel's could take a number with it.
  @Test
  void storiesThatLeaveANeededNumberUntoldAreNotTold() {
    String untold =
        """
        scenario untold
        numbers start start 5..20, more in 2..9
        steps total = start + more
        fact there are {start:pea}
        ask how many are there
        """;
    Book book = BookReader.read(ENGLISH, List.of(EXAMPLE, untold));
    Optional<Story> story =
        new Storyteller(book, Split.TRAINING).attempt(book.scenarios().getLast(), 1, Dice.of(1));
    assertThat(story).isEmpty();
  }

  @Test
  void refusesBooksThatCannotBeRead() {
    for (String text :
        List.of(
            "nonsense here",
            "scenario a\nnumbers n start 2..9\nask how many",
            "scenario a\nsteps x = 1 + 2\nask how [many|much",
            "scenario a\nsteps x = 1 ^ 2\nask how many",
            "aside <nowhere>",
            "kind food pea\nscenario a\nnumbers food start 2..9")) {
      assertThatThrownBy(() -> BookReader.read(ENGLISH, List.of(text)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
