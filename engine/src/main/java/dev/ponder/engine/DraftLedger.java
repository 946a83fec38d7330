package dev.ponder.engine;

import java.util.Arrays;

/// Whether drafts pay on this machine, with this model and this many answers side by side: the time
/// per token of steps with drafts against that of steps without. Where the processor is busy with
/// many rows already, or each token calls for other experts, a draft may cost more than it saves.
///
/// Owned by the engine's thread.
final class DraftLedger {

  /// Steps with drafts after which their cost is judged, and steps without before they are tried.
  private static final int TRIAL = 4;

  /// Steps without drafts after they did not pay.
  private static final int SUSPENSION = 128;

  private static final double WEIGHT = 0.2;

  /// What is known of steps with so many answers side by side, rounded down to a power of two.
  private static final class Account {
    private double plain;
    private double drafted;
    private int plainSteps;
    private int draftedSteps;
    private int suspended;
  }

  private final Account[] accounts = new Account[Integer.SIZE];

  DraftLedger() {
    Arrays.setAll(accounts, i -> new Account());
  }

  /// Whether the next step may draft.
  boolean pays(int answers) {
    Account account = account(answers);
    if (account.suspended > 0) {
      account.suspended--;
      return false;
    }
    return account.plainSteps >= TRIAL;
  }

  /// A step in which nothing but answers was computed.
  ///
  /// @param drafted tokens drafted in it
  /// @param tokens that it gave
  void took(int answers, int drafted, int tokens, long nanos) {
    Account account = account(answers);
    double each = (double) nanos / Math.max(1, tokens);
    if (drafted == 0) {
      account.plain = mean(account.plain, each, account.plainSteps++);
      return;
    }
    account.drafted = mean(account.drafted, each, account.draftedSteps++);
    if (account.draftedSteps >= TRIAL && account.drafted > account.plain) {
      account.suspended = SUSPENSION;
      account.draftedSteps = 0;
      account.drafted = 0;
    }
  }

  private static double mean(double before, double now, int steps) {
    double weight = Math.max(WEIGHT, 1.0 / (steps + 1));
    return before + weight * (now - before);
  }

  private Account account(int answers) {
    return accounts[31 - Integer.numberOfLeadingZeros(Math.max(1, answers))];
  }
}
