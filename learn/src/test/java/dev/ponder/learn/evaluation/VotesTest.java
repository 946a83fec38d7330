package dev.ponder.learn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VotesTest {
  private static String elected(Mark... marks) {
    return Votes.commonest(List.of(marks)).reply().text().strip();
  }

  @Test
  void theCommonestAnswerWins() {
    assertThat(elected(Marks.wrong("7"), Marks.right("12"), Marks.right(" 12 "))).isEqualTo("12");
  }

  @Test
  void ofEqualsTheOneThatWasFirstAsCommonWins() {
    assertThat(elected(Marks.wrong("7"), Marks.right("12"), Marks.right("12"), Marks.wrong("7")))
        .isEqualTo("12");
  }

  @Test
  void answersThatDidNotEndAreNoVotes() {
    Mark right = Marks.right("12");
    List<Mark> mostlyCut = List.of(Marks.cut(""), Marks.cut("12"), right, Marks.cut(""));
    assertThat(Votes.commonest(mostlyCut)).isSameAs(right);
    Mark cut = Marks.cut("3");
    assertThat(Votes.commonest(List.of(cut, Marks.cut("4"), Marks.cut("4")))).isSameAs(cut);
  }
}
