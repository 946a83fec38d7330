package dev.ponder.curriculum.structure;

import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Answer.Regard;
import dev.ponder.curriculum.Answer.Thought;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.talk.Intent;
import dev.ponder.curriculum.talk.Intents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One to four functions and a wish: the right call with what the user said for arguments, two
/// calls for two wishes, a question where something required is missing, or the word that none of
/// the functions does it. Names are varied and often made up, so that choosing is reading.
final class FunctionCalls implements Subject {
  /// What is said where no function fits.
  static final String NONE_FITS = "None of my functions can do that.";

  private static final int LEVELS = 3;

  /// What a wish comes to.
  private enum Case {
    CALL,
    TWO_CALLS,
    NONE_FITS,
    SMALL_TALK,
    MISSING
  }

  @Override
  public String name() {
    return "function-calls";
  }

  @Override
  public Area area() {
    return Area.TOOLS;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    int level = setting.levelOf(LEVELS);
    Split split = setting.split();
    List<Offer> offers = offers(dice, split, dice.between(Math.max(level, 1), level + 1));
    return switch (outcome(dice, level)) {
      case CALL -> called(offers, List.of(dice.any(offers).wish(dice, split, true)));
      case TWO_CALLS -> {
        List<Offer.Wish> wishes = new ArrayList<>();
        wishes.add(dice.any(offers).wish(dice, split, true));
        wishes.add(dice.any(offers).wish(dice, split, true));
        yield called(offers, wishes);
      }
      case NONE_FITS -> {
        Offer.Wish other = offers.getLast().wish(dice, split, true);
        yield noneFits(
            offers.size() == 1
                ? offers(dice, split, 1, other)
                : offers.subList(0, offers.size() - 1),
            other);
      }
      case SMALL_TALK -> greeted(offers, dice, split);
      case MISSING -> called(offers, List.of(dice.any(offers).wish(dice, split, false)));
    };
  }

  private static Case outcome(Dice dice, int level) {
    double fraction = dice.fraction();
    if (fraction < 0.1) {
      return Case.NONE_FITS;
    }
    if (fraction < 0.13) {
      return Case.SMALL_TALK;
    }
    if (fraction < 0.22) {
      return Case.MISSING;
    }
    return level == LEVELS && fraction < 0.45 ? Case.TWO_CALLS : Case.CALL;
  }

  /// Functions of different jobs and names.
  private static List<Offer> offers(Dice dice, Split split, int count) {
    List<Offer> offers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<FunctionKind> kinds = new HashSet<>();
    while (offers.size() < count) {
      FunctionKind kind = FunctionKind.any(dice, split);
      Offer offer = Offer.of(kind, dice, split);
      if (kinds.add(kind) && names.add(offer.tool().name())) {
        offers.add(offer);
      }
    }
    return offers;
  }

  /// The same, none of that wish's job.
  private static List<Offer> offers(Dice dice, Split split, int count, Offer.Wish unlike) {
    List<Offer> offers = new ArrayList<>();
    while (offers.size() < count) {
      offers(dice, split, 1).stream()
          .filter(offer -> !offer.kind().equals(unlike.offer().kind()))
          .forEach(offers::add);
    }
    return offers;
  }

  private static Exercise called(List<Offer> offers, List<Offer.Wish> wishes) {
    for (Offer.Wish wish : wishes) {
      if (!wish.missing().isEmpty()) {
        return missing(offers, wish);
      }
    }
    List<Item.ToolCall> calls = new ArrayList<>();
    for (Offer.Wish wish : wishes) {
      calls.add(wish.call(calls.size()));
    }
    String medium =
        wishes.stream().map(wish -> wish.offer().tool().name()).collect(Collectors.joining(", "));
    String high =
        judged(offers, wishes)
            + wishes.stream().map(Offer.Wish::told).collect(Collectors.joining("\n"));
    return exercise(
        question(offers, wishes),
        List.of("", medium, high),
        new Answer(List.of(), "", calls),
        Values.calls(calls));
  }

  private static Exercise noneFits(List<Offer> offers, Offer.Wish other) {
    return exercise(
        question(offers, List.of(other)),
        List.of("", "none", judged(offers, List.of()) + "none"),
        Answer.direct(NONE_FITS),
        words("none of my functions"));
  }

  private static Exercise greeted(List<Offer> offers, Dice dice, Split split) {
    Intent intent = dice.any(Intents.ALL);
    String words = intent.phrases(Language.ENGLISH).any(dice, split);
    return exercise(
        question(offers, words),
        List.of("", "none", judged(offers, List.of()) + "none"),
        Answer.direct(intent.answer(Language.ENGLISH)),
        words(intent.marker(Language.ENGLISH)));
  }

  private static Exercise missing(List<Offer> offers, Offer.Wish wish) {
    String missing = wish.missing().getFirst();
    String name = wish.offer().tool().name();
    String said = "\"" + missing + "\"";
    return exercise(
        question(offers, List.of(wish)),
        List.of("", name + ": " + missing + "?", judged(offers, List.of(wish)) + missing + "?"),
        Answer.direct("Please give me a value for " + said + "."),
        words(said));
  }

  /// Which of the functions is wanted, one after the other.
  private static String judged(List<Offer> offers, List<Offer.Wish> wishes) {
    return offers.stream()
        .map(offer ->
            offer.tool().name()
                + (wishes.stream().anyMatch(wish -> wish.offer().equals(offer))
                    ? " yes\n"
                    : " no\n"))
        .collect(Collectors.joining());
  }

  private static Question question(List<Offer> offers, List<Offer.Wish> wishes) {
    return question(
        offers, wishes.stream().map(Offer.Wish::words).collect(Collectors.joining(" ")));
  }

  private static Question question(List<Offer> offers, String words) {
    List<Tool> tools = new ArrayList<>();
    offers.forEach(offer -> tools.add(offer.tool()));
    return Question.of(words).with(Tools.of(tools));
  }

  private static Exercise exercise(
      Question question, List<String> thoughts, Answer answer, Check check) {
    return new Exercise(
        question,
        Map.of(
            Effort.LOW, answer,
            Effort.MEDIUM, thinking(thoughts.get(1), answer),
            Effort.HIGH, thinking(thoughts.get(2), answer)),
        check);
  }

  private static Answer thinking(String thought, Answer answer) {
    return new Answer(List.of(new Thought(thought, Regard.LEARNED)), answer.text(), answer.calls());
  }

  /// Passes words without a call that say so, in whatever case of letters.
  private static Check words(String said) {
    return reply ->
        reply.calls().isEmpty()
            && reply.text().toLowerCase(Locale.ROOT).contains(said.toLowerCase(Locale.ROOT));
  }
}
