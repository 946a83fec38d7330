package dev.ponder.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of text in columns as wide as they need to be.
record Table(List<List<String>> rows) {
  void print(PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column));
        line.repeat(' ', width(column) + 2 - row.get(column).length());
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return IntStream.range(0, rows.size())
        .map(row -> rows.get(row).get(column).length())
        .max()
        .orElse(0);
  }
}
