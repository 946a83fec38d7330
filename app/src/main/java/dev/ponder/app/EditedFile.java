package dev.ponder.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A source file as it is and as it should become, as a model for code is asked for it.
record EditedFile(String original, List<Edit> edits) {
  private static final String RESOURCE = "bench/Pantry.java.txt";

  EditedFile {
    edits = List.copyOf(edits);
  }

  /// Wherever the first text is, the second takes its place.
  record Edit(String from, String to) {

    /// @throws IllegalArgumentException when there is nothing to edit
    String in(String text) {
      if (!text.contains(from)) {
        throw new IllegalArgumentException("not there to be edited: " + from);
      }
      return text.replace(from, to);
    }
  }

  /// One file with a name changed, a statement put in, and a method taken out.
  static EditedFile usual() {
    return new EditedFile(
        original(RESOURCE),
        List.of(
            new Edit("shelves", "jarsByKind"),
            new Edit(
                "        int wanted = jars;\n",
                """
                        if (jars < 0) {
                            throw new IllegalArgumentException("cannot take " + jars);
                        }
                        int wanted = jars;
                """),
            new Edit(
                """

                    /** How many jars more there is room for. */
                    public int room() {
                        return capacity - stored;
                    }
                """,
                ""),
            new Edit("SOON_DAYS = 3", "SOON_DAYS = 5")));
  }

  private static String original(String resource) {
    try (InputStream in =
        Objects.requireNonNull(EditedFile.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file with all edits.
  String edited() {
    String text = original;
    for (Edit edit : edits) {
      text = edit.in(text);
    }
    return text;
  }

  /// What a model is asked.
  String question() {
    return """
    Here is a file of our project.

    ```java
    %s```

    Call the shelves jarsByKind, refuse to take a negative number of jars, remove room(), and \
    let five days be soon. Write the whole file.

    ```java
    """
        .formatted(original);
  }
}
