package dev.ponder.grammar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Grammars that requests ask for again and again, each compiled once. Thread-safe.
///
/// What is found out while one request runs serves the next one of the same form, which is most of
/// what makes masks cheap; so a grammar grows while it is used, and is measured anew at every look
/// into the cache. The least recently used ones make room, except for the one just asked for. A
/// grammar that has made room works on for those that hold it.
public final class GrammarCache {
  private final int maxEntries;
  private final long maxBytes;
  private final Map<Form, CompletableFuture<Grammar>> grammars =
      new LinkedHashMap<>(16, 0.75f, true);

  /// @param maxEntries how many grammars to keep
  /// @param maxBytes how large they may be together, about
  public GrammarCache(int maxEntries, long maxBytes) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  /// The grammar of that form. Whoever asks while it is being compiled waits for the same one; a
  /// form that does not compile is not kept.
  ///
  /// @throws SchemaException as [Grammar#of]
  /// @throws DefinitionException as [Grammar#of]
  /// @throws GrammarLimitException as [Grammar#of]
  public Grammar of(Form form) {
    CompletableFuture<Grammar> mine = new CompletableFuture<>();
    CompletableFuture<Grammar> known;
    synchronized (grammars) {
      known = grammars.putIfAbsent(form, mine);
    }
    Grammar grammar = known == null ? compile(form, mine) : result(known);
    makeRoom(form);
    return grammar;
  }

  private Grammar compile(Form form, CompletableFuture<Grammar> mine) {
    try {
      Grammar grammar = Grammar.of(form);
      mine.complete(grammar);
      return grammar;
    } catch (RuntimeException | Error e) {
      synchronized (grammars) {
        grammars.remove(form, mine);
      }
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private static Grammar result(CompletableFuture<Grammar> known) {
    try {
      return known.join();
    } catch (java.util.concurrent.CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void makeRoom(Form asked) {
    synchronized (grammars) {
      long bytes = grammars.values().stream().mapToLong(GrammarCache::bytes).sum();
      for (Map.Entry<Form, CompletableFuture<Grammar>> oldest : List.copyOf(grammars.entrySet())) {
        boolean fits = grammars.size() <= maxEntries && bytes <= maxBytes;
        if (!fits && !oldest.getKey().equals(asked) && oldest.getValue().isDone()) {
          bytes -= bytes(oldest.getValue());
          grammars.remove(oldest.getKey());
        }
      }
    }
  }

  private static long bytes(CompletableFuture<Grammar> grammar) {
    return grammar.isDone() && !grammar.isCompletedExceptionally() ? grammar.join().bytes() : 0;
  }

  /// How many grammars are kept.
  public int size() {
    synchronized (grammars) {
      return grammars.size();
    }
  }
}
