/// Model files by name: catalogue, download, local store. Knows nothing of what is in a file beyond
/// its first four bytes.
module dev.ponder.hub {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;
  requires java.net.http;

  exports dev.ponder.hub;
}
