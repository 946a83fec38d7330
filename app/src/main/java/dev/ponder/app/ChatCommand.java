package dev.ponder.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `ponder chat`: a conversation on the terminal.
@Command(
    name = "chat",
    description = "Talk with the model; /help lists what else can be typed.",
    footer = {"", "Example:", "  ponder chat --model model.gguf --effort low"})
final class ChatCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private PulledModelOption model = new PulledModelOption();
  @Mixin private AdapterOption adapter = new AdapterOption();
  @Mixin private AnswerOptions answers = new AnswerOptions();
  @Mixin private CapacityOptions capacity = new CapacityOptions();

  ChatCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    answers.check();
    LocalStack.Plan plan =
        LocalStack.Plan.alone(model.file(console), adapter.over(capacity.alone()));
    try (LocalStack stack = LocalStack.open(plan, console);
        ChatInput input = ChatInput.of(console)) {
      new Chat(stack, answers, input, console).talk();
    }
    return 0;
  }
}
