package dev.ponder.app;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Problem;
import dev.ponder.core.Role;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One conversation and the commands within it.
final class Chat {
  private static final String HELP =
      """
      /effort low|medium|high  think less or more from now on
      /reset                   forget the conversation
      /help                    this list
      /exit                    leave, as does Ctrl-D
      A line that ends in \\ goes on in the next one; so does text between two \""".
      Ctrl-C stops an answer.\
      """;

  private final LocalStack stack;
  private final AnswerOptions answers;
  private final ChatInput input;
  private final Console console;
  private final PrintWriter out;
  private final List<Item> conversation = new ArrayList<>();
  private Effort effort;

  Chat(LocalStack stack, AnswerOptions answers, ChatInput input, Console console) {
    this.stack = stack;
    this.answers = answers;
    this.input = input;
    this.console = console;
    this.out = console.out();
    this.effort = answers.effort();
  }

  /// Until the user leaves.
  void talk() {
    if (console.isTerminal(Console.Channel.OUT)) {
      out.println(stack.info().id() + " at " + name(effort) + " effort; /help for help");
      out.flush();
    }
    for (Optional<String> typed = input.next(); typed.isPresent(); typed = input.next()) {
      String text = typed.get();
      if (text.equals("/exit") || text.equals("/quit")) {
        return;
      }
      if (text.startsWith("/")) {
        obey(text);
      } else if (!text.isEmpty()) {
        conversation.add(Item.Message.of(Role.USER, text));
        input.interruptibly(this::answer);
      }
      out.flush();
    }
  }

  private void answer() {
    AnswerPrinter printer = AnswerPrinter.on(console);
    try {
      stack.responder().respond(answers.request(stack.info().id(), conversation, effort), printer);
      conversation.add(Item.Message.of(Role.ASSISTANT, printer.answer().text()));
    } catch (Cancelled stopped) {
      printer.end();
      out.println("(stopped)");
      conversation.add(Item.Message.of(Role.ASSISTANT, printer.answer().text()));
    } catch (Problem.Exceptional e) {
      printer.end();
      conversation.removeLast();
      out.println(e.getMessage());
    } finally {
      // An interrupt that came too late must not hit the next line.
      boolean _ = Thread.interrupted();
    }
  }

  private void obey(String command) {
    String[] words = command.split("\\s+");
    switch (words[0]) {
      case "/help" -> out.println(HELP);
      case "/reset" -> {
        conversation.clear();
        out.println("The conversation starts anew.");
      }
      case "/effort" -> changeEffort(words);
      default -> out.println("There is no " + words[0] + "; /help lists what there is.");
    }
  }

  private void changeEffort(String[] words) {
    Optional<Effort> wanted =
        Arrays.stream(Effort.values())
            .filter(level -> words.length == 2 && name(level).equals(words[1]))
            .findFirst();
    wanted.ifPresent(level -> effort = level);
    String levels =
        Arrays.stream(Effort.values()).map(Chat::name).collect(Collectors.joining(", "));
    out.println(
        wanted.isPresent() || words.length == 1
            ? "Effort is " + name(effort) + "."
            : "Effort is one of " + levels + ".");
  }

  private static String name(Effort level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
