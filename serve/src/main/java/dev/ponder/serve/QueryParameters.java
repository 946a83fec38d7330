package dev.ponder.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands behind the question mark of a URL: names and values in order. OpenAI's clients write
/// arrays as `include[]=a`, as `include[0]=a` or by repeating the name, and maps as
/// `metadata[key]=value`.
record QueryParameters(List<Map.Entry<String, String>> entries) {
  private static final Pattern MEMBER = Pattern.compile("([^\\[]*)\\[(.*)]", Pattern.DOTALL);

  QueryParameters {
    entries = List.copyOf(entries);
  }

  /// The parameters in that query, still escaped; values without a name, and what is no valid
  /// escape, are taken as they stand.
  static QueryParameters parse(String query) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        entries.add(
            Map.entry(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1))));
      }
    }
    return new QueryParameters(entries);
  }

  /// The first value of that name.
  Optional<String> first(String name) {
    return entries.stream()
        .filter(entry -> entry.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// All values of that name, as an array or repeated.
  List<String> all(String name) {
    return entries.stream()
        .filter(entry -> {
          Matcher member = MEMBER.matcher(entry.getKey());
          return entry.getKey().equals(name)
              || (member.matches()
                  && member.group(1).equals(name)
                  && member.group(2).chars().allMatch(Character::isDigit));
        })
        .map(Map.Entry::getValue)
        .toList();
  }

  /// The members of that map.
  Map<String, String> map(String name) {
    Map<String, String> members = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      Matcher member = MEMBER.matcher(entry.getKey());
      if (member.matches() && member.group(1).equals(name)) {
        members.put(member.group(2), entry.getValue());
      }
    }
    return members;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
