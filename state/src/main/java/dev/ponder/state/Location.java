package dev.ponder.state;

import java.nio.file.Path;
import java.util.Properties;

/// Where state is kept. No text of it has a password in it.
public sealed interface Location {

  /// The folder for what is in no database: contents of files.
  Path folder();

  /// SQLite in a folder, which is made when it is absent.
  record Folder(Path folder) implements Location {
    @Override
    public String toString() {
      return folder.toString();
    }
  }

  /// A database of a PostgreSQL server, and a folder of this machine for the contents of files.
  final class Server implements Location {
    private final String url;
    private final Properties properties;
    private final Path folder;

    /// @param url what JDBC wants, without parameters
    Server(String url, Properties properties, Path folder) {
      this.url = url;
      this.properties = properties;
      this.folder = folder;
    }

    @Override
    public Path folder() {
      return folder;
    }

    String url() {
      return url;
    }

    /// User, password and all other parameters, as the driver wants them.
    Properties properties() {
      Properties copy = new Properties();
      copy.putAll(properties);
      return copy;
    }

    @Override
    public String toString() {
      return url.substring("jdbc:".length());
    }
  }

  /// Understands `postgresql://user:password@host:port/database?parameters`, `postgres://…` and
  /// `jdbc:postgresql:…` as PostgreSQL, and everything else as a folder.
  ///
  /// @param beside where the contents of files are kept when the text names no folder
  /// @throws StateException when it is no URL that can be understood, or no path
  static Location parse(String text, Path beside) {
    return ServerUrl.parse(text, beside)
        .<Location>map(server -> server)
        .orElseGet(() -> new Folder(ServerUrl.path(text)));
  }
}
