package dev.ponder.serve;

import java.time.Duration;

/// What the server grants a single client before it lets go of it. Fixed for users; tests shorten
/// the times.
///
/// @param connections open at once; further ones wait to be accepted
/// @param headerBytes request line and header fields together
/// @param idle silence after which a connection is closed or a request given up
/// @param stall how long the writes of one answer may wait for its reader, all together: an answer
///   whose reader is slower than that is cancelled, so that nobody holds a generation for free
/// @param ping silence after which an event stream carries a comment, so that proxies keep it open
/// @param linger how long the rest of a refused body is still read, so that the refusal arrives
record Limits(
    int connections,
    int headerBytes,
    Duration idle,
    Duration stall,
    Duration ping,
    Duration linger) {

  static final Limits DEFAULT =
      new Limits(
          1024,
          16 * 1024,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofSeconds(3));
}
