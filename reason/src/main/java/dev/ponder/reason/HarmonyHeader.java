package dev.ponder.reason;

import dev.ponder.core.Tools;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header of a Harmony message, in any of the orders in which models write it:
///
/// ```text
/// assistant<|channel|>final
/// assistant to=functions.weather<|channel|>commentary <|constrain|>json
/// assistant<|channel|>commentary to=functions.weather json
/// ```
///
/// @param author who speaks
/// @param channel where; empty where it is missing
/// @param recipient to whom; empty where it is missing
/// @param rest what follows the channel, or the author without one, and is no part of a header
record HarmonyHeader(String author, String channel, String recipient, String rest) {
  private static final Pattern RECIPIENT = Pattern.compile("\\bto=([^\\s\ufdd0-\ufdef]+)");
  private static final Pattern CHANNEL =
      Pattern.compile("\\s*(analysis|commentary|final)\\b(.*)", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*|");
  private static final Pattern TOOL = Pattern.compile("[A-Za-z_]\\w*\\.[A-Za-z_][\\w.-]*");
  private static final Set<String> CHANNELS = Set.of("analysis", "commentary", "final");
  private static final Set<String> AUTHORS =
      Set.of("assistant", "user", "system", "developer", "tool");
  private static final Set<String> AUDIENCES = Set.of("assistant", "user", "all");

  /// What a message is to us.
  enum Kind {
    THOUGHT,
    ANSWER,
    CALL,
    NOTHING
  }

  /// A header with marks as symbols.
  ///
  /// @param known the author, where the prompt or a missing mark leaves no doubt; else the text
  ///   begins with it
  static HarmonyHeader of(String known, String text, Symbols symbols) {
    Matcher recipient = RECIPIENT.matcher(text);
    String to = recipient.find() ? recipient.group(1) : "";
    int at = text.indexOf(symbols.channel());
    String before = at < 0 ? text : text.substring(0, at);
    String first = known.isEmpty() ? firstWord(before) : known;
    String author = isAuthor(first) ? first : HarmonyMessage.ASSISTANT;
    if (at < 0) {
      int from = known.isEmpty() && isAuthor(first) ? text.indexOf(first) + first.length() : 0;
      return new HarmonyHeader(author, "", to, to.isEmpty() ? text.substring(from) : "");
    }
    String after = text.substring(at + 1).replace(symbols.channel(), ' ');
    int constrained = after.indexOf(symbols.constrain());
    String own = constrained < 0 ? after : after.substring(0, constrained);
    Matcher channel = CHANNEL.matcher(own);
    return channel.matches()
        ? new HarmonyHeader(author, channel.group(1), to, channel.group(2))
        : new HarmonyHeader(author, "", to, isChannelBegun(own.strip()) ? "" : own);
  }

  /// The marks within headers.
  record Symbols(char channel, char constrain) {}

  /// Whether this text cannot become a header any more: it has no channel, and something else than
  /// an author and a recipient.
  static boolean impossible(String known, String text, Symbols symbols) {
    if (text.indexOf(symbols.channel()) >= 0) {
      return false;
    }
    String[] words = text.strip().split("\\s+", 3);
    if (!known.isEmpty() || beginsRecipient(words[0])) {
      return !beginsRecipient(words[0]);
    }
    boolean begun = words.length == 1 && WORD.matcher(words[0]).matches();
    return !begun && !isAuthor(words[0]) || words.length > 1 && !beginsRecipient(words[1]);
  }

  private static boolean isChannelBegun(String word) {
    return CHANNELS.stream().anyMatch(channel -> channel.startsWith(word));
  }

  private static String firstWord(String text) {
    return text.strip().split("\\s", 2)[0];
  }

  private static boolean isAuthor(String word) {
    return AUTHORS.contains(word) || TOOL.matcher(word).matches();
  }

  private static boolean beginsRecipient(String word) {
    return "to=".startsWith(word) || word.startsWith("to=");
  }

  Kind kind(Tools tools) {
    if (!author.equals(HarmonyMessage.ASSISTANT)) {
      return Kind.NOTHING;
    }
    if (!recipient.isEmpty() && !AUDIENCES.contains(recipient)) {
      boolean ours =
          recipient.startsWith(HarmonyMessage.FUNCTIONS) || HarmonyParser.offers(tools, recipient);
      return ours && !tools.callable().isEmpty() ? Kind.CALL : Kind.THOUGHT;
    }
    return channel.equals(HarmonyMessage.ANALYSIS) ? Kind.THOUGHT : Kind.ANSWER;
  }

  /// The name of the function that is called.
  String function() {
    return recipient.startsWith(HarmonyMessage.FUNCTIONS)
        ? recipient.substring(HarmonyMessage.FUNCTIONS.length())
        : recipient;
  }
}
