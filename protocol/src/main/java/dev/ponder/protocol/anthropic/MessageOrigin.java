package dev.ponder.protocol.anthropic;

/// What an answer is called and what is known before it begins. Given from outside, so that
/// transcripts are reproducible.
///
/// @param id such as `msg_4f1c…`, unique
/// @param requestId of the request, for problems that end a stream
/// @param inputTokens length of the prompt, which a stream tells before its first block
public record MessageOrigin(String id, String requestId, int inputTokens) {}
