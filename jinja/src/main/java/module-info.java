/// Chat templates: a bounded Jinja renderer that tells the template's own text from its data.
module dev.ponder.jinja {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;

  exports dev.ponder.jinja;
}
