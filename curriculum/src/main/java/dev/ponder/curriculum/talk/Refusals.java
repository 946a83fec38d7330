package dev.ponder.curriculum.talk;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Questions of which a small model knows nothing: it says so, and how to load a larger one.
final class Refusals implements Subject {
  private static final Map<Language, String> UNKNOWN =
      Map.of(
          Language.ENGLISH, "I do not know that. ",
          Language.GERMAN, "Das weiß ich nicht. ",
          Language.FRENCH, "Je ne sais pas. ",
          Language.SPANISH, "No lo sé. ");
  private static final Map<Language, String> UNABLE =
      Map.of(
          Language.ENGLISH, "I cannot do that. ",
          Language.GERMAN, "Das kann ich nicht. ",
          Language.FRENCH, "Je ne sais pas faire cela. ",
          Language.SPANISH, "No sé hacer eso. ");
  private static final Map<Language, String> WAY_OUT =
      Map.of(
          Language.ENGLISH,
          "I am a small built-in model for arithmetic, JSON and tool demos; load a larger model "
              + "with `ponder pull qwen3-4b`.",
          Language.GERMAN,
          "Ich bin ein kleines eingebautes Modell für Rechnen, JSON und Werkzeuge; ein größeres "
              + "lädt `ponder pull qwen3-4b`.",
          Language.FRENCH,
          "Je suis un petit modèle intégré pour le calcul, JSON et les outils ; chargez-en un plus "
              + "grand avec `ponder pull qwen3-4b`.",
          Language.SPANISH,
          "Soy un pequeño modelo integrado para cálculo, JSON y herramientas; carga uno mayor con "
              + "`ponder pull qwen3-4b`.");

  /// What every refusal names.
  static final String MARKER = "ponder pull";

  @Override
  public String name() {
    return "refusals";
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
    Beyond beyond = Beyond.any(dice, setting.split(), setting.language());
    String answer = answer(beyond.wish(), setting.language());
    return new Exercise(
        SmallTalk.asked(SmallTalk.spelled(beyond.words(), dice), setting),
        Map.of(
            Effort.LOW, Answer.direct(answer),
            Effort.MEDIUM, Answer.direct(answer),
            Effort.HIGH, Answer.thought("no sum, no JSON, no function", answer)),
        SmallTalk.says(MARKER));
  }

  /// What is answered to somebody who wants to know or to have something.
  static String answer(Beyond.Wish wish, Language language) {
    Map<Language, String> first =
        switch (wish) {
          case TO_KNOW -> UNKNOWN;
          case TO_HAVE -> UNABLE;
        };
    return first.getOrDefault(language, "") + WAY_OUT.getOrDefault(language, "");
  }
}
