package dev.ponder.hub;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which files of a repository make up the model that is asked for.
///
/// @param label names the repository in messages
record Choice(String label, List<HubFile> files) {
  /// `name-00002-of-00003.gguf` is one part of several (llama.cpp's `gguf-split`).
  static final Pattern PART = Pattern.compile("(?i)(.*)-(\\d{5})-of-(\\d{5})\\.gguf");

  private static final int MOST_SHOWN = 12;

  /// One model: a file, or all parts of one in their order.
  private record Candidate(String stem, List<HubFile> parts) {
    String shown() {
      return parts.size() == 1 ? parts.getFirst().path() : stem + ".gguf";
    }

    String quantisation() {
      return Quantisation.of(parts.getFirst().name()).or(() -> Quantisation.of(stem)).orElse("");
    }
  }

  /// The files of the best default.
  List<HubFile> byDefault() {
    List<Candidate> all = candidates();
    if (all.isEmpty()) {
      throw new HubException(label + " has no GGUF files");
    }
    if (all.size() == 1) {
      return whole(all.getFirst());
    }
    for (String preferred : Quantisation.PREFERENCE) {
      List<Candidate> matching =
          all.stream().filter(one -> one.quantisation().equals(preferred)).toList();
      if (!matching.isEmpty()) {
        return only(matching, label + " has several files in " + preferred);
      }
    }
    return only(all, label + " has several models");
  }

  /// The files that somebody picks by a file's name (it ends in `.gguf`) or a quantisation.
  ///
  /// @throws HubException when there are none, or it is not clear which
  List<HubFile> by(String pick) {
    boolean file = pick.toLowerCase(Locale.ROOT).endsWith(".gguf");
    return file ? byFile(pick) : byQuantisation(pick.toUpperCase(Locale.ROOT));
  }

  private List<HubFile> byFile(String pick) {
    List<Candidate> all = candidates(_ -> true);
    String stem = stem(pick);
    List<Candidate> matching =
        all.stream()
            .filter(one -> one.stem().equals(stem) || one.parts().getFirst().name().equals(pick))
            .toList();
    if (matching.isEmpty()) {
      throw new HubException(
          "%s has no file %s, only %s".formatted(label, Printable.text(pick), shown(all)));
    }
    return only(matching, label + " has several files " + Printable.text(pick));
  }

  private List<HubFile> byQuantisation(String pick) {
    List<Candidate> all = candidates();
    List<Candidate> exact = all.stream().filter(one -> one.quantisation().equals(pick)).toList();
    List<Candidate> matching =
        exact.isEmpty()
            ? all.stream()
                .filter(one -> one.stem().toUpperCase(Locale.ROOT).contains(pick))
                .toList()
            : exact;
    if (matching.isEmpty()) {
      throw new HubException(
          "%s has no model in %s, only %s".formatted(label, Printable.text(pick), shown(all)));
    }
    return only(matching, "%s has several models for %s".formatted(label, Printable.text(pick)));
  }

  private List<HubFile> only(List<Candidate> matching, String several) {
    if (matching.size() > 1) {
      throw new HubException("%s, name one of %s".formatted(several, shown(matching)));
    }
    return whole(matching.getFirst());
  }

  /// Checks that no part is missing.
  private List<HubFile> whole(Candidate chosen) {
    Matcher first = PART.matcher(chosen.parts().getFirst().path());
    if (!first.matches()) {
      return chosen.parts();
    }
    int count = Integer.parseInt(first.group(3));
    for (int part = 1; part <= count; part++) {
      Matcher at =
          PART.matcher(part <= chosen.parts().size() ? chosen.parts().get(part - 1).path() : "");
      if (!at.matches() || Integer.parseInt(at.group(2)) != part) {
        throw new HubException(
            "%s lacks part %d of %d of %s"
                .formatted(label, part, count, Printable.text(chosen.shown())));
      }
    }
    return chosen.parts();
  }

  private List<Candidate> candidates() {
    return candidates(Choice::isModel);
  }

  private List<Candidate> candidates(Predicate<HubFile> which) {
    Map<String, List<HubFile>> byStem = new LinkedHashMap<>();
    files.stream()
        .filter(file -> file.path().toLowerCase(Locale.ROOT).endsWith(".gguf"))
        .filter(which)
        .sorted(Comparator.comparing(HubFile::path))
        .forEach(
            file -> byStem.computeIfAbsent(group(file.path()), _ -> new ArrayList<>()).add(file));
    return byStem.values().stream()
        .map(parts -> new Candidate(stem(parts.getFirst().path()), List.copyOf(parts)))
        .toList();
  }

  /// Parts of different totals do not belong together.
  private static String group(String path) {
    Matcher part = PART.matcher(path);
    return part.matches() ? part.group(1) + " of " + part.group(3) : path;
  }

  /// The path without `.gguf` and without the number of the part.
  static String stem(String path) {
    Matcher part = PART.matcher(path);
    return part.matches() ? part.group(1) : path.replaceFirst("(?i)\\.gguf$", "");
  }

  /// Vision towers, adapters and calibration data are GGUF files too.
  private static boolean isModel(HubFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    return !name.contains("mmproj") && !name.contains("imatrix") && !name.startsWith("lora");
  }

  private static String shown(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return "files that are no models";
    }
    String list =
        candidates.stream()
            .limit(MOST_SHOWN)
            .map(one -> Printable.text(one.shown()))
            .collect(Collectors.joining(", "));
    int more = candidates.size() - MOST_SHOWN;
    return more > 0 ? list + " and " + more + " more" : list;
  }
}
