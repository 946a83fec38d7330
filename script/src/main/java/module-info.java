/// Answers that are written down beforehand, behind the same seam as a model's.
module dev.ponder.script {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;
  requires dev.ponder.grammar;

  exports dev.ponder.script;
}
