package dev.ponder.curriculum.structure;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.lexicon.Pool;
import dev.ponder.curriculum.lexicon.Pseudo;
import dev.ponder.curriculum.lexicon.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A job that functions of several names do.
///
/// @param names what such functions are called
/// @param descriptions what is said of them
/// @param requests what a user says who wants it, `{0}` being the first parameter's value; a
///   request without a required parameter must be asked back about
/// @param results what it answers
record FunctionKind(
    List<String> names,
    List<String> descriptions,
    List<Parameter> parameters,
    List<String> requests,
    List<Parameter> results) {
  FunctionKind {
    names = List.copyOf(names);
    descriptions = List.copyOf(descriptions);
    parameters = List.copyOf(parameters);
    requests = List.copyOf(requests);
    results = List.copyOf(results);
  }

  /// A parameter, or a member of a result.
  ///
  /// @param names what it may be called
  record Parameter(List<String> names, Kind kind, Need need) {
    Parameter {
      names = List.copyOf(names);
    }

    private static Parameter of(String written) {
      int colon = written.indexOf(':');
      boolean required = written.endsWith("!");
      String kind = written.substring(colon + 1, written.length() - (required ? 1 : 0));
      return new Parameter(
          List.of(written.substring(0, colon).split(",")),
          Kind.named(kind),
          required ? Need.REQUIRED : Need.OPTIONAL);
    }
  }

  /// Whether a parameter may be left out.
  enum Need {
    REQUIRED,
    OPTIONAL
  }

  /// The functions of a table. Blank lines part them; each is five lines: names; descriptions;
  /// parameters with their kinds, `!` behind those that are required; requests; and, after `=`,
  /// what it answers. Between descriptions and between requests stands ` ; `.
  static List<FunctionKind> table(String text) {
    return Arrays.stream(text.strip().split("\n\n+")).map(FunctionKind::of).toList();
  }

  private static FunctionKind of(String block) {
    List<String> lines = block.lines().map(String::strip).toList();
    return new FunctionKind(
        List.of(lines.get(0).split(" ")),
        List.of(lines.get(1).split(" ; ")),
        parameters(lines.get(2)),
        List.of(lines.get(3).split(" ; ")),
        parameters(lines.get(4).substring(2)));
  }

  private static List<Parameter> parameters(String line) {
    return Arrays.stream(line.split(" ")).map(Parameter::of).toList();
  }

  /// The jobs of that part.
  static List<FunctionKind> of(Split split) {
    return switch (split) {
      case TRAINING -> TrainingFunctions.ALL;
      case HELD_OUT -> HeldOutFunctions.ALL;
    };
  }

  /// A job of that part, as often as not one that nobody has heard of.
  static FunctionKind any(Dice dice, Split split) {
    return dice.chance(0.5) ? madeUp(dice, split) : dice.any(of(split));
  }

  private static final Pool<String> VERBS =
      Pool.words(
          """
          find show count book cancel check clean paint repair close weigh rent sell move test wash
          draw open fix pack load stop track store scan ship tune mark lift build
          """);
  private static final Pool<String> MEMBERS =
      Pool.words(
          """
          name:person place:place count:2..90 color:color level:1..9 code:code owner:person size:1..60
          label:word part:thing number:1..999 town:place weight:1..80 kind:word origin:place
          """);

  /// A member, as often as not under a name that nobody has heard of.
  private static String renamed(String member, Dice dice, Split split) {
    return dice.chance(0.5)
        ? Words.word(dice, split) + member.substring(member.indexOf(':'))
        : member;
  }

  /// A job with a thing that does not exist, which only its name and description tell.
  static FunctionKind madeUp(Dice dice, Split split) {
    String verb = VERBS.any(dice, split);
    String noun = Pseudo.word(dice, split);
    List<Parameter> parameters = new ArrayList<>();
    MEMBERS.some(dice.between(1, 2), dice, split).stream()
        .map(member -> Parameter.of(renamed(member, dice, split) + "!"))
        .forEach(parameters::add);
    List<String> requests = new ArrayList<>();
    String said = verb + " " + dice.any("the ", "a ", "my ") + noun + " ";
    String first = parameters.getFirst().names().getFirst();
    String second =
        parameters.size() > 1 ? " and the " + parameters.getLast().names().getFirst() + " {1}" : "";
    for (String start : List.of("", "please ", "I want to ", "can you ")) {
      String end = start.equals("can you ") ? "?" : ".";
      requests.add(Pseudo.capital(start + said + "with the " + first + " {0}" + second + end));
      requests.add(Pseudo.capital(start + said + (second.isEmpty() ? "{0}" : "{0} {1}") + end));
    }
    requests.add(Pseudo.capital(said.strip()) + ".");
    return new FunctionKind(
        List.of(verb + "_" + noun, noun, noun + "_" + verb, Pseudo.word(dice, split)),
        List.of(
            Pseudo.capital(verb) + " a " + noun + ".",
            Pseudo.capital(verb) + " a " + noun + " by its " + first + "."),
        parameters,
        requests,
        List.of(Parameter.of(dice.any(MEMBERS.of(split)))));
  }
}
