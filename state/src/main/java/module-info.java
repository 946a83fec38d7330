/// What the API stores: objects, lists of items, contents of files, keys. Knows no HTTP.
module dev.ponder.state {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  // The driver of PostgreSQL needs it, and has no declaration to say so.
  requires java.naming;

  exports dev.ponder.state;
}
