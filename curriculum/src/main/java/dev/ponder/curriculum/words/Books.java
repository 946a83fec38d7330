package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The phrase books, each read when it is first needed.
///
/// They are resources beside this class: `training/english.list` names the files of the English
/// book to learn from, in the order in which they are read, `heldout/english.list` those of the one
/// to be examined by, and so on. Who writes the held-out ones reads none of the training ones, and
/// the other way round. A language without a held-out book is not examined in: what is held out of
/// it are the invented words alone.
final class Books {
  private final Map<Key, Book> read = new ConcurrentHashMap<>();

  private record Key(Split split, Language language) {
    private String folder() {
      return switch (split) {
        case TRAINING -> "training/";
        case HELD_OUT -> "heldout/";
      };
    }

    private Book book() {
      String list = folder() + language.name().toLowerCase(Locale.ROOT) + ".list";
      Optional<String> files = text(list);
      if (files.isEmpty() && split == Split.HELD_OUT) {
        return new Key(Split.TRAINING, language).book();
      }
      List<String> texts =
          files
              .orElseThrow(() -> missing(list))
              .lines()
              .map(name -> required(folder() + name))
              .toList();
      return BookReader.read(Tongue.of(language), texts);
    }
  }

  Book of(Setting setting) {
    return read.computeIfAbsent(new Key(setting.split(), setting.language()), Key::book);
  }

  private static String required(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException("the phrase book " + name + " is missing");
  }

  private static Optional<String> text(String name) {
    try (InputStream file = Books.class.getResourceAsStream(name)) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read the phrase book " + name, broken);
    }
  }
}
