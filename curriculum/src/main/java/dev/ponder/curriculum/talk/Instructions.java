package dev.ponder.curriculum.talk;

import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import dev.ponder.curriculum.lexicon.Pseudo;
import dev.ponder.curriculum.lexicon.Words;
import java.util.List;
import java.util.Map;

/// A simple instruction of the system's, and what the user says under it: to answer in a language,
/// to end with a word, to say always the same, to know whom one speaks to or who one is.
final class Instructions implements Subject {
  private static final Pool<String> LANGUAGES =
      Pool.lines(
          """
          Answer in #.
          Always answer in #.
          Reply in #, please.
          You speak only #.
          The user wants # answers.
          Use # for every answer.
          """);
  private static final Pool<String> ENDINGS =
      Pool.lines(
          """
          End every answer with "#".
          Say "#" at the end of each answer.
          Finish all answers with the word "#".
          Each answer ends with "#".
          Put "#" behind every answer.
          """);
  private static final Pool<String> ALWAYS =
      Pool.lines(
          """
          Answer everything with "#".
          Say only "#".
          Whatever the user says, answer "#".
          Your only answer is "#".
          Reply "#" to all.
          """);
  private static final Pool<String> USERS =
      Pool.lines(
          """
          The user is called #.
          You talk to #.
          The name of the user is #.
          Call the user #.
          Greet the user as #.
          """);
  private static final Pool<String> PERSONAS =
      Pool.lines(
          """
          You are #.
          Your name is #.
          You are called #.
          You are #, a helper.
          Present yourself as #.
          """);

  @Override
  public String name() {
    return "instructions";
  }

  @Override
  public Area area() {
    return Area.CHAT;
  }

  @Override
  public int levels() {
    return 1;
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    setting.levelOf(levels());
    Split split = setting.split();
    return switch (dice.between(0, 4)) {
      case 0 -> language(dice, split);
      case 1 -> ending(dice, split);
      case 2 -> {
        String word = Pseudo.capital(Words.word(dice, split));
        yield exercise(
            ALWAYS.any(dice, split).replace("#", word), said(dice, split), word, Check.text(word));
      }
      case 3 -> {
        String name = Words.person(dice, split);
        boolean asks = dice.chance(0.5);
        yield exercise(
            USERS.any(dice, split).replace("#", name),
            asks ? TwoTurns.WHO.any(dice, split) : greeting(dice, split),
            asks ? "Your name is " + name + "." : "Hello " + name + "!",
            SmallTalk.says(name));
      }
      default -> {
        String name = Words.person(dice, split);
        yield exercise(
            PERSONAS.any(dice, split).replace("#", name),
            Intents.WHO_ARE_YOU.phrases(Language.ENGLISH).any(dice, split),
            "I am " + name + ".",
            SmallTalk.says(name));
      }
    };
  }

  private static Exercise language(Dice dice, Split split) {
    Language language = dice.any(Language.GERMAN, Language.FRENCH, Language.SPANISH);
    String named =
        switch (language) {
          case ENGLISH -> "English";
          case GERMAN -> "German";
          case FRENCH -> "French";
          case SPANISH -> "Spanish";
        };
    Intent intent = dice.any(Intents.ALL);
    return exercise(
        LANGUAGES.any(dice, split).replace("#", named),
        intent.phrases(Language.ENGLISH).any(dice, split),
        intent.answer(language),
        SmallTalk.says(intent.marker(language)));
  }

  private static Exercise ending(Dice dice, Split split) {
    String word = Pseudo.capital(Words.word(dice, split));
    int one = dice.between(0, 10);
    int other = dice.between(0, 10);
    boolean sum = dice.chance(0.6);
    Intent intent = dice.any(Intents.ALL);
    String answer =
        (sum ? Integer.toString(one + other) : intent.answer(Language.ENGLISH)) + " " + word;
    return exercise(
        ENDINGS.any(dice, split).replace("#", word),
        sum
            ? TwoTurns.filled(TwoTurns.FIRST.any(dice, split), one, other)
            : intent.phrases(Language.ENGLISH).any(dice, split),
        answer,
        Check.text(answer));
  }

  private static String greeting(Dice dice, Split split) {
    return Intents.ALL.getFirst().phrases(Language.ENGLISH).any(dice, split);
  }

  /// Anything that somebody may say.
  private static String said(Dice dice, Split split) {
    return dice.chance(0.5)
        ? dice.any(Intents.ALL).phrases(Language.ENGLISH).any(dice, split)
        : Beyond.any(dice, split, Language.ENGLISH).words();
  }

  private static Exercise exercise(String system, String user, String answer, Check check) {
    Question plain = Question.of(user);
    Question question =
        new Question(
            new Conversation(
                List.of(
                    Item.Message.of(Role.SYSTEM, system), plain.conversation().items().getFirst())),
            plain.tools(),
            plain.format());
    return new Exercise(
        question,
        Map.of(
            Effort.LOW, Answer.direct(answer),
            Effort.MEDIUM, Answer.direct(answer),
            Effort.HIGH, Answer.thought(system, answer)),
        check);
  }
}
