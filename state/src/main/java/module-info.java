/// What the API stores: objects, lists of items, contents of files, keys. Knows no HTTP.
module dev.ponder.state {
  requires static transitive org.jspecify;
  requires transitive dev.ponder.core;
  requires java.sql;
  requires org.xerial.sqlitejdbc;
  requires org.postgresql.jdbc;

  // The PostgreSQL driver, which is no named module and cannot ask for it itself.
  requires java.naming;

  exports dev.ponder.state;
}
