package dev.ponder.core;

/// Answers requests: the seam between the wire above and whatever thinks below.
public interface Responder {

  /// Makes one answer, blocking until it is complete. A problem before the first event is thrown;
  /// after it, it is a [ResponseEvent.Failed]. Interrupting the calling thread cancels.
  ///
  /// @throws Problem.Exceptional when the request cannot be answered
  /// @throws Cancelled when the sink or an interrupt ended it early; everything is released
  void respond(ResponseRequest request, EventSink events) throws Cancelled;

  /// Nothing will go on from that lineage any more: what is kept for it need not be.
  default void forget(String owner, String lineage) {}

  /// How many tokens the prompt of that request has, tools and everything included; nothing is
  /// computed.
  ///
  /// @throws Problem.Exceptional when the request could not be answered
  int inputTokens(ResponseRequest request) throws Cancelled;
}
