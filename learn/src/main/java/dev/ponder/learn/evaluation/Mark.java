package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Reply;

/// How a question was answered.
///
/// @param ended whether the answer ended within its allowance
/// @param wellFormed whether it did, and said or called something
/// @param thought tokens of thought, in all rounds
/// @param output tokens of thought and answer, in all rounds
/// @param called whether a tool was called at all
/// @param reply the last one
/// @param prompt of the last round
/// @param tokens written in the last round
record Mark(
    Task task,
    Effort effort,
    boolean right,
    boolean ended,
    boolean wellFormed,
    int thought,
    int output,
    boolean called,
    Reply reply,
    int[] prompt,
    int[] tokens) {}
