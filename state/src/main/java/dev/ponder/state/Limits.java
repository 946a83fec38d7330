package dev.ponder.state;

/// How much of anything is stored: what is read again must fit into memory.
public final class Limits {
  /// Characters of an id.
  public static final int ID = 200;

  /// Characters of an owner, a project.
  public static final int OWNER = 120;

  /// Characters of the name of an attribute.
  public static final int ATTRIBUTE_NAME = 100;

  /// Characters of the value of an attribute, as of metadata.
  public static final int ATTRIBUTE_VALUE = 512;

  /// Characters of the JSON of one object or item.
  public static final int BODY = 32 << 20;

  /// Characters of the JSON of one page, and of all items of one list together.
  public static final int PAGE = 64 << 20;

  private Limits() {}

  static void id(String id) {
    within("an id", id, ID);
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an id must not be empty");
    }
  }

  static void owner(String owner) {
    within("an owner", owner, OWNER);
  }

  static void attribute(String name, String value) {
    within("the name of an attribute", name, ATTRIBUTE_NAME);
    within("the value of an attribute", value, ATTRIBUTE_VALUE);
  }

  private static void within(String what, String text, int most) {
    if (text.length() > most) {
      throw new IllegalArgumentException(
          what + " has at most " + most + " characters, not " + text.length());
    }
  }
}
