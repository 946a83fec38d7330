package dev.ponder.curriculum.talk;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Greetings, thanks, and who the model is and is not.
final class SmallTalk implements Subject {
  @Override
  public String name() {
    return "small-talk";
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
  public Set<Language> languages() {
    return EnumSet.allOf(Language.class);
  }

  /// A tool changes nothing here.
  @Override
  public Set<Tooling> toolings() {
    return EnumSet.allOf(Tooling.class);
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    setting.levelOf(levels());
    Language language = setting.language();
    Intent intent = dice.any(Intents.ALL);
    String words = intent.phrases(language).any(dice, setting.split());
    String answer = intent.answer(language);
    return new Exercise(
        asked(spelled(words, dice), setting),
        Map.of(
            Effort.LOW, Answer.direct(answer),
            Effort.MEDIUM, Answer.direct(answer),
            Effort.HIGH, Answer.thought("no task", answer)),
        says(intent.marker(language)));
  }

  /// Those words, with the tool if the setting has it.
  static Question asked(String words, Setting setting) {
    Question question = Question.of(words);
    return switch (setting.tooling()) {
      case NONE -> question;
      case PYTHON -> question.with(Python.TOOLS);
    };
  }

  /// As people type: sometimes without capitals or the mark at the end.
  static String spelled(String words, Dice dice) {
    String spelled = dice.chance(0.2) ? words.toLowerCase(Locale.ROOT) : words;
    return dice.chance(0.15) ? spelled.replaceAll(" ?[?.!]$", "") : spelled;
  }

  /// Passes words without a call that contain these, in whatever case of letters.
  static Check says(String marker) {
    String wanted = marker.toLowerCase(Locale.ROOT);
    return reply ->
        reply.calls().isEmpty() && reply.text().toLowerCase(Locale.ROOT).contains(wanted);
  }
}
