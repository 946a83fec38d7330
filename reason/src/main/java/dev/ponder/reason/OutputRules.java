package dev.ponder.reason;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import dev.ponder.engine.TokenConstraint;
import dev.ponder.grammar.DefinitionException;
import dev.ponder.grammar.Form;
import dev.ponder.grammar.Grammar;
import dev.ponder.grammar.GrammarCache;
import dev.ponder.grammar.GrammarLimitException;
import dev.ponder.grammar.SchemaException;
import dev.ponder.grammar.StrictSchema;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns what a request asks of an answer's form into what the engine holds its tokens to. One per
/// model; thread-safe.
final class OutputRules {
  /// More calls than this in one answer are a loop.
  private static final int MOST_CALLS = 128;

  private static final int KEPT_GRAMMARS = 256;
  private static final long KEPT_BYTES = 256L << 20;
  private static final int KEPT_REFUSALS = 1_000;

  private static final Form ANY_OBJECT =
      new Form.Schema(Json.object().put("type", "object").build());

  private final Tokenizer tokenizer;
  private final PromptFormat format;
  private final GrammarCache grammars = new GrammarCache(KEPT_GRAMMARS, KEPT_BYTES);

  /// Schemas of lenient functions that cannot be kept; to find that out takes long.
  private final Map<Json, Boolean> refused =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Json, Boolean> eldest) {
              return size() > KEPT_REFUSALS;
            }
          });

  private Optional<OutputTokens> tokens = Optional.empty();

  OutputRules(Tokenizer tokenizer, PromptFormat format) {
    this.tokenizer = tokenizer;
    this.format = format;
  }

  /// What holds an answer to that request.
  ///
  /// @throws Problem.Exceptional when a schema or a grammar in it cannot be kept
  TokenConstraint of(ResponseRequest request, Rendering rendering, Plan plan) {
    Set<Integer> stops = format.stopTokens();
    TokenConstraint thought = ThinkingBudget.of(rendering, plan, stops);
    OutputSyntax syntax = format.output();
    Optional<Form> form = syntax.form(wanted(request, plan));
    if (form.isEmpty()) {
      return thought;
    }
    return GrammarConstraint.of(
        thought,
        rendering.parser(plan),
        new GrammarConstraint.Rules(
            grammar(form.get()),
            tokens(),
            plan.answersAtOnce() ? Set.of() : rendering.thought().open(),
            stops,
            syntax.throughout()
                ? GrammarConstraint.Begin.AT_ONCE
                : GrammarConstraint.Begin.AFTER_THE_THOUGHT));
  }

  /// Made when first needed, since it takes its time and most requests ask for words.
  private synchronized OutputTokens tokens() {
    if (tokens.isEmpty()) {
      tokens =
          Optional.of(
              OutputTokens.of(tokenizer, format.output().marks().numbers(), format.stopTokens()));
    }
    return tokens.get();
  }

  private OutputSyntax.Wanted wanted(ResponseRequest request, Plan plan) {
    Tools tools = request.tools();
    List<OutputSyntax.Call> calls =
        tools.callable().stream()
            .map(tool -> new OutputSyntax.Call(tool, arguments(tool)))
            .toList();
    int most =
        switch (tools.calls()) {
          case ONE_AT_A_TIME -> 1;
          case SEVERAL_AT_ONCE -> MOST_CALLS;
        };
    return new OutputSyntax.Wanted(
        answer(request.format()), calls, need(tools), most, !plan.answersAtOnce());
  }

  private static OutputSyntax.Need need(Tools tools) {
    if (tools.offered().isEmpty()) {
      return OutputSyntax.Need.NONE;
    }
    if (tools.callable().isEmpty()) {
      return OutputSyntax.Need.FORBIDDEN;
    }
    return tools.required() ? OutputSyntax.Need.REQUIRED : OutputSyntax.Need.POSSIBLE;
  }

  private Optional<Form> answer(AnswerFormat wanted) {
    return switch (wanted) {
      case AnswerFormat.Text() -> Optional.empty();
      case AnswerFormat.AnyObject() -> Optional.of(ANY_OBJECT);
      case AnswerFormat.Schema schema -> Optional.of(answer(schema));
    };
  }

  private Form answer(AnswerFormat.Schema wanted) {
    Form form = new Form.Schema(wanted.schema());
    Complaint complaint =
        new Complaint(
            "response_format",
            "invalid_json_schema",
            "Invalid schema for response_format '%s': ".formatted(wanted.name()));
    if (wanted.strict()) {
      checkStrict(wanted.schema(), complaint);
    }
    compile(form, complaint);
    return form;
  }

  /// A problem with something that the request asks for.
  private record Complaint(String param, String code, String beginning) {
    Problem.Exceptional about(String what) {
      return Problem.invalid(param, code, beginning + what).exception();
    }
  }

  private static void checkStrict(Json schema, Complaint complaint) {
    try {
      StrictSchema.check(schema);
    } catch (SchemaException e) {
      throw complaint.about(String.valueOf(e.getMessage()));
    }
  }

  private void compile(Form form, Complaint complaint) {
    try {
      grammars.of(form);
    } catch (SchemaException | DefinitionException e) {
      throw complaint.about(String.valueOf(e.getMessage()));
    } catch (GrammarLimitException e) {
      throw complaint.about("it is too large or too complex: " + e.getMessage() + ".");
    }
  }

  private Form arguments(Tool tool) {
    return switch (tool) {
      case Tool.Function function -> arguments(function);
      case Tool.Custom custom -> arguments(custom);
    };
  }

  private Form arguments(Tool.Function function) {
    Json.Obj schema = function.parameters().map(OutputRules::asObject).orElse(NO_PARAMETERS);
    Form form = new Form.Schema(schema);
    if (function.strict()) {
      Complaint complaint =
          new Complaint(
              "tools",
              "invalid_function_parameters",
              "Invalid schema for function '%s': ".formatted(function.name()));
      function.parameters().ifPresent(given -> checkStrict(given, complaint));
      compile(form, complaint);
      return form;
    }
    return keeps(schema) ? form : ANY_OBJECT;
  }

  private static final Json.Obj NO_PARAMETERS =
      Json.object().put("type", "object").put("additionalProperties", false).build();

  /// Arguments are objects, whether their schema says so or not.
  private static Json.Obj asObject(Json.Obj schema) {
    if (schema.members().containsKey("type") || schema.members().containsKey("$ref")) {
      return schema;
    }
    Map<String, Json> members = new LinkedHashMap<>(schema.members());
    members.put("type", Json.of("object"));
    return new Json.Obj(members);
  }

  /// Whether a grammar can keep objects to that schema.
  private boolean keeps(Json.Obj schema) {
    if (!Json.of("object").equals(schema.members().get("type")) || refused.containsKey(schema)) {
      return false;
    }
    try {
      grammars.of(new Form.Schema(schema));
      return true;
    } catch (SchemaException | GrammarLimitException e) {
      refused.put(schema, true);
      return false;
    }
  }

  private Form arguments(Tool.Custom custom) {
    if (custom.grammar().isEmpty()) {
      return new Form.Schema(CustomTools.asFunction(custom).parameters().orElseThrow());
    }
    Complaint complaint =
        new Complaint(
            "tools",
            "invalid_value",
            "Invalid grammar for custom tool '%s': ".formatted(custom.name()));
    Form form =
        Form.sequence(
            Form.literal("{\"" + CustomTools.INPUT + "\": "),
            new Form.JsonString(text(custom.grammar().get())),
            Form.literal("}"));
    compile(form, complaint);
    return form;
  }

  private static Form text(TextGrammar grammar) {
    return switch (grammar.syntax()) {
      case REGEX -> new Form.Expression(grammar.definition());
      case LARK -> new Form.Lark(grammar.definition());
    };
  }

  /// The whole of it: if its parts can be kept but not all of them together, the request is too
  /// large.
  private Grammar grammar(Form form) {
    try {
      return grammars.of(form);
    } catch (GrammarLimitException e) {
      throw new Complaint("tools", "invalid_value", "The tools and the format of the answer are ")
          .about("too large or too complex together: " + e.getMessage() + ".");
    }
  }
}
