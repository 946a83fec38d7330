package dev.ponder.app;

/// The `ponder` command.
public final class Main {
  private Main() {}

  /// Runs one command and exits with its code: 0 done, 1 failed, 2 called wrongly, 130 interrupted.
  public static void main(String[] arguments) {
    HeadStart.begin(arguments);
    Posix.restoreStandardError();
    Console console = Console.ofProcess();
    int code = Commands.line(console, arguments).execute(arguments);
    console.out().flush();
    console.err().flush();
    System.exit(code);
  }
}
