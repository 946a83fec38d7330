package dev.ponder.app;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Item;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ponder run`: one question, one answer.
@Command(
    name = "run",
    description = "Answer one prompt: the thought dimmed, then the answer.",
    footer = {
      "",
      "Examples:",
      "  ponder run --model model.gguf --effort high '316 * 671'",
      "  ponder run --model model.gguf --json < prompt.txt"
    })
final class RunCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROMPT",
      description = "What to answer; standard input when absent or -.")
  private @Nullable String prompt;

  @Mixin private PulledModelOption model = new PulledModelOption();
  @Mixin private AdapterOption adapter = new AdapterOption();
  @Mixin private AnswerOptions answers = new AnswerOptions();
  @Mixin private CapacityOptions capacity = new CapacityOptions();

  @Option(
      names = "--json",
      description = "Print one object with reasoning, answer, usage and finish reason.")
  private boolean json;

  @Option(
      names = "--verbose",
      description = "Say on standard error how much memory the model and its cache may take.")
  private boolean verbose;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    answers.check();
    LocalStack.Plan plan =
        LocalStack.Plan.alone(model.file(console), adapter.over(capacity.alone()));
    List<Item> conversation = List.of(Item.Message.of(Role.USER, question()));
    try (LocalStack stack = LocalStack.open(plan, console)) {
      if (verbose) {
        console.err().println("Memory: " + stack.memory().text());
      }
      ResponseRequest request = answers.request(stack.info().id(), conversation, answers.effort());
      if (json) {
        Answer answer = new Answer();
        stack.responder().respond(request, answer::accept);
        console.out().println(answer.json().text());
      } else {
        print(stack, request);
      }
      return 0;
    } catch (Cancelled cancelled) {
      return INTERRUPTED;
    }
  }

  private void print(LocalStack stack, ResponseRequest request) throws Cancelled {
    AnswerPrinter printer = AnswerPrinter.on(console);
    // Ctrl-C must not leave the terminal dim.
    Thread tidy = new Thread(printer::end, "ponder-tidy");
    Runtime.getRuntime().addShutdownHook(tidy);
    try {
      stack.responder().respond(request, printer);
    } finally {
      printer.end();
      Runtime.getRuntime().removeShutdownHook(tidy);
    }
  }

  private String question() throws IOException {
    if (prompt != null && !prompt.equals("-")) {
      return prompt;
    }
    if (console.isTerminal(Console.Channel.IN)) {
      console.err().println("Reading the prompt from the terminal; Ctrl-D ends it.");
    }
    String text = new String(console.in().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      throw new Mistake("the prompt is empty: give one as argument or on standard input");
    }
    return text;
  }
}
