package dev.ponder.app;

/// The `ponder` command.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("ponder: being written");
  }
}
