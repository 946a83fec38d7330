package dev.ponder.grammar;

import dev.ponder.core.Json;
import dev.ponder.grammar.Facts.Pending;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the keywords of schemas (JSON Schema 2020-12, and what older drafts called otherwise) into
/// [Facts], and multiplies their alternatives out.
///
/// A conjunction of schemas becomes a list of facts without alternatives, any of which may hold.
/// `allOf`, `$ref` and siblings add to the same facts; `anyOf`, `oneOf`, conditions and negations
/// branch. Keywords that say nothing about validity are passed over, as the specification asks;
/// those that do and are not kept are refused.
final class SchemaReader {
  private static final int MAX_ALTERNATIVES = 3_000;

  private final References references;
  private final Regexes regexes;
  private final JsonText text;
  private final Negation negation;
  private final Dialect dialect;
  private final Overlap overlap;
  private final Map<String, Regex> patterns = new HashMap<>();

  SchemaReader(Located root, Regexes regexes, JsonText text) {
    this.references = new References(root);
    this.regexes = regexes;
    this.text = text;
    this.dialect = Dialect.of(root.json());
    this.negation = new Negation(this, text, regexes);
    this.overlap = new Overlap(this);
  }

  /// Accounts for work on the schemas read.
  void spend(long steps) {
    regexes.budget().spend(steps);
  }

  /// What the conjunction of those schemas comes to: facts without alternatives.
  List<Facts> read(List<Located> schemas) {
    Facts start = new Facts();
    for (Located schema : schemas) {
      read(schema, start, Set.of());
    }
    List<Facts> done = new ArrayList<>();
    List<Facts> open = new ArrayList<>(List.of(start));
    while (!open.isEmpty()) {
      Facts facts = open.removeLast();
      if (facts.impossible()) {
        continue;
      }
      if (facts.pending.isEmpty()) {
        done.add(facts);
      } else {
        branch(facts, open);
      }
      if (done.size() + open.size() > MAX_ALTERNATIVES) {
        throw schemas
            .getFirst()
            .problem("", "the schema has more than %,d alternatives.".formatted(MAX_ALTERNATIVES));
      }
    }
    return done;
  }

  /// Adds a copy of the facts for each alternative, in reverse, since the list is a stack.
  private void branch(Facts facts, List<Facts> open) {
    Pending choice = facts.pending.remove();
    for (List<Claim> alternative : choice.alternatives().reversed()) {
      regexes.budget().spend(1 + facts.members.size() + facts.read.size() / 8);
      Facts copy = facts.copy();
      claim(alternative, copy, choice.chain());
      open.add(copy);
    }
  }

  private void claim(List<Claim> claims, Facts facts, Set<Located> chain) {
    for (Claim claim : claims) {
      switch (claim) {
        case Claim.Is(Located schema) -> read(schema, facts, chain);
        case Claim.OneOf(List<List<Claim>> alternatives) ->
            facts.pending.add(new Pending(alternatives, chain));
        case Claim.Typed _,
            Claim.Differs _,
            Claim.AtLeast _,
            Claim.AtMost _,
            Claim.Length _,
            Claim.Text _,
            Claim.Items _,
            Claim.Members _,
            Claim.Has _,
            Claim.Member _ ->
            facts.add(claim);
      }
    }
  }

  /// @param chain the schemas that are being read; one that comes back to itself without a step
  ///   into a value adds no instance of its own
  void read(Located schema, Facts facts, Set<Located> chain) {
    if (chain.contains(schema)) {
      facts.never();
      return;
    }
    if (facts.impossible() || !facts.read.add(schema)) {
      return;
    }
    regexes.budget().spend(5);
    switch (schema.json()) {
      case Json.Bool(boolean value) -> {
        if (!value) {
          facts.never();
        }
      }
      case Json.Obj _ -> {
        Set<Located> longer = new HashSet<>(chain);
        longer.add(schema);
        new KeywordReader(this, schema, facts, longer).read();
      }
      case Json.Str _, Json.Num _, Json.Arr _, Json.Null _ ->
          throw schema.problem("", "schema must be an object or a boolean.");
    }
  }

  Dialect dialect() {
    return dialect;
  }

  Negation negation() {
    return negation;
  }

  Overlap overlap() {
    return overlap;
  }

  /// The schema that a `$ref` in that one means.
  Located resolve(Located schema, Json reference) {
    if (reference instanceof Json.Str(String target)) {
      return references.resolve(schema, target);
    }
    throw schema.problem("$ref", "'$ref' must be a string.");
  }

  /// Texts in which the pattern is found, as a string's body.
  Regex pattern(Located schema, String keyword, String pattern) {
    Regex known = patterns.get(pattern);
    if (known == null) {
      try {
        known =
            new PatternCompiler(regexes, text::character)
                .found(PatternParser.parse(pattern, regexes.properties()));
      } catch (PatternException e) {
        throw schema.unsupported(keyword, "the pattern cannot be kept, because " + e.getMessage());
      }
      patterns.put(pattern, known);
    }
    return known;
  }

  /// Whether a name matches a pattern of `patternProperties`.
  boolean keyMatches(Located schema, String pattern, String name) {
    Regex body = pattern(schema, "patternProperties", pattern);
    byte[] written = Json.of(name).text().getBytes(StandardCharsets.UTF_8);
    return regexes.matches(text.quoted(body), written);
  }
}
