package dev.ponder.train.plot;

/// Where the names of series stand: beside the plot; or in columns below it, where they are too
/// many for its height. A single series needs none.
///
/// @param names how many
/// @param room of the plot, its lower axis and the names beside it
record Legend(int names, Labels.Box room) {
  private static final int MOST_BESIDE = 20;
  private static final int WIDTH = 170;
  private static final int LINE = 18;
  private static final int COLUMNS = 3;

  /// From the plot to the names beside it, and from its axis to those below.
  private static final int MARGIN = 14;

  private boolean isBelow() {
    return names > MOST_BESIDE;
  }

  /// How much of the plot's width it takes.
  int width() {
    return names < 2 || isBelow() ? 0 : WIDTH;
  }

  /// How much it adds to the height of the picture.
  int height() {
    return isBelow() ? MARGIN + rows() * LINE : 0;
  }

  private int rows() {
    return Math.ceilDiv(names, COLUMNS);
  }

  /// Where a name's line begins.
  double across(int number) {
    return isBelow()
        ? room.x() + number / rows() * room.width() / COLUMNS
        : room.x() + room.width() - WIDTH + MARGIN;
  }

  /// The middle of a name's line.
  double down(int number) {
    return isBelow()
        ? room.y() + room.height() + MARGIN + number % rows() * LINE
        : room.y() + 8 + number * LINE;
  }
}
