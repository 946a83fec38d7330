package dev.ponder.app;

import dev.ponder.core.Metric;
import dev.ponder.core.Metric.Type;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineMetrics;
import java.util.List;

/// The engine's counts as metrics.
record EngineFamilies(Engine engine) {

  List<Metric> all() {
    EngineMetrics now = engine.metrics();
    return List.of(
        counter("ponder_engine_steps_total", "Forward passes.", now.steps()),
        counter(
            "ponder_computed_tokens_total",
            "Tokens that went through the model.",
            now.computedTokens()),
        counter("ponder_prompt_tokens_total", "Prompt tokens.", now.promptTokens()),
        counter(
            "ponder_cached_tokens_total",
            "Prompt tokens that were not computed again.",
            now.cachedTokens()),
        counter("ponder_sampled_tokens_total", "Tokens sampled.", now.sampledTokens()),
        counter("ponder_drafted_tokens_total", "Tokens guessed ahead.", now.draftedTokens()),
        counter("ponder_accepted_tokens_total", "Guesses that were right.", now.acceptedTokens()),
        counter(
            "ponder_ended_generations_total", "Generations that ended.", now.endedGenerations()),
        counter(
            "ponder_cancelled_generations_total",
            "Generations called off: the client left, or a stop string ended the answer.",
            now.cancelledGenerations()),
        counter(
            "ponder_broken_generations_total", "Generations that failed.", now.brokenGenerations()),
        counter(
            "ponder_refused_generations_total",
            "Generations refused because too many waited.",
            now.refusedGenerations()),
        counter(
            "ponder_preemptions_total",
            "Times that a sequence gave its cache to an older one.",
            now.preemptions()),
        gauge("ponder_running_sequences", "Sequences being computed.", now.runningSequences()),
        gauge("ponder_waiting_sequences", "Sequences that wait.", now.waitingSequences()),
        gauge(
            "ponder_free_cache_blocks",
            "Cache blocks that no sequence holds, cached prefixes included.",
            now.freeBlocks()),
        gauge("ponder_cache_blocks", "All cache blocks.", now.totalBlocks()),
        gauge(
            "ponder_pinned_cache_blocks",
            "Cache blocks kept for stored responses and conversations.",
            now.pinnedBlocks()),
        gauge(
            "ponder_pinned_lineages",
            "Stored responses and conversations that cache blocks are kept for.",
            now.pinnedLineages()));
  }

  private static Metric counter(String name, String help, long value) {
    return Metric.of(name, help, Type.COUNTER, value);
  }

  private static Metric gauge(String name, String help, long value) {
    return Metric.of(name, help, Type.GAUGE, value);
  }
}
