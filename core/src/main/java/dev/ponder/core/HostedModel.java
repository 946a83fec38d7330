package dev.ponder.core;

import java.util.Set;

/// The model whose place ours takes: clients of the hosted service ask for it by these names.
public final class HostedModel {
  /// What most clients say.
  public static final String NAME = "o4-mini";

  /// Its one version, by which the hosted service answers.
  public static final String SNAPSHOT = "o4-mini-2025-04-16";

  /// Both.
  public static final Set<String> NAMES = Set.of(NAME, SNAPSHOT);

  private HostedModel() {}
}
