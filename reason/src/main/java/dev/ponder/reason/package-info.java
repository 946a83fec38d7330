/// Prompt formats, effort, output parsing and the responder that joins them.
///
/// [LocalResponder] reads as the life of an answer: a [PromptFormat] renders the conversation, the
/// planner divides the room between thought and answer, the engine continues the prompt under the
/// thinking budget, and the format's parser turns tokens back into thought and answer.
@NullMarked
package dev.ponder.reason;

import org.jspecify.annotations.NullMarked;
