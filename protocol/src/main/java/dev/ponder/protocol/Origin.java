package dev.ponder.protocol;

/// What an answer is called and when it was made. Given from outside, so that transcripts are
/// reproducible.
///
/// @param id such as `chatcmpl-4f1c…`, unique
/// @param created seconds since 1970
public record Origin(String id, long created) {}
