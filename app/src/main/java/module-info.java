/// The command line, and the only place that wires modules together.
module dev.ponder.app {
  requires static transitive org.jspecify;
  requires dev.ponder.core;
  requires dev.ponder.hub;
  requires dev.ponder.compute;
  requires dev.ponder.model;
  requires dev.ponder.engine;
  requires dev.ponder.reason;
  requires dev.ponder.protocol;
  requires dev.ponder.api;
  requires dev.ponder.state;
  requires dev.ponder.serve;
  requires dev.ponder.fleet;
  requires dev.ponder.script;
  requires dev.ponder.curriculum;
  requires dev.ponder.train;
  requires dev.ponder.learn;
  requires info.picocli;
  requires org.jline;

  // JLine reaches signals by reflection.
  requires jdk.unsupported;

  // picocli reads option fields by reflection.
  opens dev.ponder.app to
      info.picocli;
}
