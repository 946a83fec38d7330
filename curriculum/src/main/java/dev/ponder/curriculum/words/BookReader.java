package dev.ponder.curriculum.words;

import dev.ponder.curriculum.words.Scenario.Fact;
import dev.ponder.curriculum.words.Scenario.Outcome;
import dev.ponder.curriculum.words.Scenario.Passage;
import dev.ponder.curriculum.words.Scenario.Place;
import dev.ponder.curriculum.words.Scenario.Sequel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads phrase books, which `docs/curriculum.md` describes: sections that begin with a keyword at
/// the start of a line and go on in indented lines, each of which is one more wording.
final class BookReader {
  private final Tongue tongue;
  private final Phrases phrases = new Phrases();
  private final Map<String, List<Noun>> kinds = new HashMap<>();
  private final Set<String> coinable = new HashSet<>();
  private final List<String> women = new ArrayList<>();
  private final List<String> men = new ArrayList<>();
  private final List<Scenario> scenarios = new ArrayList<>();
  private final List<Sequel> sequels = new ArrayList<>();
  private final List<String> sums = new ArrayList<>();
  private final List<String> products = new ArrayList<>();
  private final List<Passage> asides = new ArrayList<>();
  private Optional<Draft> draft = Optional.empty();

  private BookReader(Tongue tongue) {
    this.tongue = tongue;
  }

  /// A keyword's lines.
  private record Section(String keyword, String rest, List<String> lines) {
    /// What stands behind the keyword and the lines below it.
    private List<String> wordings() {
      return rest.isEmpty() ? lines : Stream.concat(Stream.of(rest), lines.stream()).toList();
    }

    private Stream<String> items() {
      return wordings().stream()
          .flatMap(line -> Arrays.stream(line.split(",")))
          .map(String::strip)
          .filter(item -> !item.isEmpty());
    }
  }

  /// A scenario or sequel of which not all is read.
  private static final class Draft {
    private final Section head;
    private final List<Quantity> quantities = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Passage> questions = new ArrayList<>();
    private final List<Passage> whole = new ArrayList<>();
    private Optional<Outcome> outcome = Optional.empty();

    private Draft(Section head) {
      this.head = head;
    }

    private Scenario scenario(String name) {
      if (steps.isEmpty() || questions.isEmpty()) {
        throw new IllegalArgumentException(name + " has no steps or no question");
      }
      return new Scenario(name, quantities, steps, facts, questions, whole, outcome);
    }
  }

  /// The book in those texts, of which later ones use what earlier ones define.
  ///
  /// @throws IllegalArgumentException when a line cannot be read; the message quotes it
  static Book read(Tongue tongue, List<String> texts) {
    BookReader reader = new BookReader(tongue);
    for (String text : texts) {
      for (Section section : sections(text)) {
        reader.take(section);
      }
    }
    reader.finish();
    return new Book(
        tongue,
        new Lexicon(reader.kinds, reader.coinable, reader.women, reader.men),
        reader.scenarios,
        reader.sequels,
        reader.sums,
        reader.products,
        reader.asides);
  }

  private static List<Section> sections(String text) {
    List<Section> sections = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      if (line.startsWith(" ")) {
        sections.getLast().lines().add(content);
        continue;
      }
      int blank = content.indexOf(' ');
      String keyword = blank < 0 ? content : content.substring(0, blank);
      String rest = blank < 0 ? "" : content.substring(blank + 1).strip();
      sections.add(new Section(keyword, rest, new ArrayList<>()));
    }
    return sections;
  }

  private void take(Section section) {
    switch (section.keyword()) {
      case "women" -> section.items().forEach(women::add);
      case "men" -> section.items().forEach(men::add);
      case "kind" -> kind(section);
      case "define" -> phrases.define(section.rest(), section.lines());
      case "sum" -> section.wordings().forEach(sums::add);
      case "product" -> section.wordings().forEach(products::add);
      case "aside" ->
          passages(section).stream()
              .map(one -> new Passage(one.template(), Map.of("n", Book.SPARE)))
              .forEach(asides::add);
      case "scenario", "sequel" -> {
        finish();
        draft = Optional.of(new Draft(section));
      }
      default -> add(draft.orElseThrow(() -> unknown(section)), section);
    }
  }

  private void add(Draft story, Section section) {
    switch (section.keyword()) {
      case "numbers" ->
          section.items().map(Quantity::parse).peek(this::check).forEach(story.quantities::add);
      case "steps" -> section.items().map(Step::parse).forEach(story.steps::add);
      case "fact" -> story.facts.add(new Fact(passages(section), Place.FIXED));
      case "fact~" -> story.facts.add(new Fact(passages(section), Place.FREE));
      case "fact?" -> story.facts.add(new Fact(passages(section), Place.OPTIONAL));
      case "ask" -> story.questions.addAll(passages(section));
      case "whole" -> story.whole.addAll(passages(section));
      case "yields" -> {
        List<String> words = List.of(section.rest().split(" +"));
        story.outcome = Optional.of(new Outcome(words.getFirst(), words.subList(1, words.size())));
      }
      default -> throw unknown(section);
    }
  }

  private void check(Quantity quantity) {
    if (kinds.containsKey(quantity.name())) {
      throw new IllegalArgumentException(
          "a number cannot be called %s: that is a kind of noun".formatted(quantity.name()));
    }
  }

  private static IllegalArgumentException unknown(Section section) {
    return new IllegalArgumentException(
        "cannot read \"%s %s\"".formatted(section.keyword(), section.rest()));
  }

  private void kind(Section section) {
    String[] head = section.rest().split(" +", 2);
    String name = head[0].replace("*", "");
    if (head[0].endsWith("*")) {
      coinable.add(name);
    }
    List<Noun> nouns = kinds.computeIfAbsent(name, _ -> new ArrayList<>());
    new Section("", head.length > 1 ? head[1] : "", section.lines())
        .items()
        .map(Noun::parse)
        .forEach(nouns::add);
  }

  private List<Passage> passages(Section section) {
    return section.wordings().stream().map(phrases::expanded).map(Passage::parse).toList();
  }

  private void finish() {
    draft.ifPresent(story -> {
      List<String> head = List.of(story.head.rest().split(" +"));
      if (story.head.keyword().equals("scenario")) {
        scenarios.add(story.scenario(head.getFirst()));
      } else {
        sequels.add(
            new Sequel(head.get(1), head.subList(2, head.size()), story.scenario(head.getFirst())));
      }
    });
    draft = Optional.empty();
  }
}
