package dev.ponder.app;

import dev.ponder.core.Problem;
import dev.ponder.engine.OverloadedException;
import dev.ponder.hub.HubException;
import dev.ponder.model.UnusableModelException;
import dev.ponder.serve.ServerStartException;
import dev.ponder.state.StateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns whatever ends a command early into one line on standard error and an exit code.
final class Failures
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final Console console;
  private final PonderCommand root;

  Failures(Console console, PonderCommand root) {
    this.console = console;
    this.root = root;
  }

  /// Runs the command. A file can ask for more memory than there is, so running out of it is a
  /// failure like any other.
  int run(ParseResult arguments) {
    try {
      return new CommandLine.RunLast().execute(arguments);
    } catch (OutOfMemoryError e) {
      Mistake mistake =
          new Mistake(
              "out of memory (%s); PONDER_JAVA_OPTIONS=-Xmx8g, say, gives the program more"
                  .formatted(text(e)));
      mistake.initCause(e);
      throw new CommandLine.ExecutionException(
          arguments.commandSpec().commandLine(), text(mistake), mistake);
    }
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    report(misuse(failure) + " (see '" + command + " --help')", failure);
    return MISUSED;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    report(sentence(failure), failure);
    return failure instanceof InterruptedException ? Interruption.CODE : FAILED;
  }

  private void report(String message, Exception failure) {
    console.out().flush();
    console.err().println("ponder: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    if (root.debug() || !console.environment().getOrDefault("PONDER_DEBUG", "").isEmpty()) {
      failure.printStackTrace(console.err());
    }
    console.err().flush();
  }

  private static String misuse(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    if (failure.getCause() instanceof TypeConversionException
        && failure.getArgSpec() instanceof OptionSpec option) {
      return "%s must be %s, not '%s'"
          .formatted(option.longestName(), expected(option), failure.getValue());
    }
    return text(failure);
  }

  private static String unknown(UnmatchedArgumentException unmatched) {
    String first = unmatched.getUnmatched().getFirst();
    boolean verb = unmatched.getCommandLine().getParent() == null;
    String what = first.startsWith("-") ? "option" : verb ? "command" : "argument";
    // Other programs take the model without an option.
    boolean model = what.equals("argument") && first.endsWith(".gguf");
    Optional<String> meant =
        model
            ? Optional.of("--model " + first)
            : new CloseSpelling(unmatched.getCommandLine().getCommandSpec()).of(first);
    return "unknown %s '%s'%s"
        .formatted(what, first, meant.map(", did you mean %s?"::formatted).orElse(""));
  }

  /// The values of an option in a person's words.
  private static String expected(OptionSpec option) {
    Class<?> type = option.auxiliaryTypes()[0];
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(value -> value.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return type == double.class ? "a number" : "a whole number";
  }

  /// What ends a command, in one sentence without its full stop.
  static String sentence(Throwable failure) {
    return switch (failure) {
      case Mistake mistake -> text(mistake);
      case UnusableModelException unusable -> text(unusable);
      case Problem.Exceptional problem -> text(problem);
      case HubException hub -> text(hub);
      case StateException state -> text(state);
      case InterruptedException _ -> "interrupted; the same command goes on where this one stopped";
      case OverloadedException overloaded -> text(overloaded);
      case ServerStartException start -> text(start);
      case UncheckedIOException wrapped when wrapped.getCause() != null ->
          sentence(wrapped.getCause());
      case NoSuchFileException e -> e.getFile() + ": no such file";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileAlreadyExistsException e -> e.getFile() + ": already exists";
      case IOException e -> text(e);
      case OutOfMemoryError e -> "out of memory (" + text(e) + ")";
      default -> "unexpected failure: " + failure + " (--debug shows where)";
    };
  }

  /// What the exception says, or at least what it is.
  static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
