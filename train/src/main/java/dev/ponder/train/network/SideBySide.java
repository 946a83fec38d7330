package dev.ponder.train.network;

import dev.ponder.compute.Into;
import dev.ponder.compute.Rows;
import java.util.List;

/// Maps of the same input, one after the other, their outputs side by side.
record SideBySide(List<Part> parts) implements Linear {
  SideBySide {
    parts = List.copyOf(parts);
  }

  /// One of them.
  ///
  /// @param column where its outputs begin
  record Part(Linear map, int column) {}

  @Override
  public void forward(int rows, Rows input, Rows output, Into into) {
    for (Part part : parts) {
      part.map.forward(rows, input, output.from(part.column), into);
    }
  }

  @Override
  public void backward(int rows, Rows input, Gradient gradient) {
    Into into = gradient.into();
    for (Part part : parts) {
      part.map.backward(
          rows, input, new Gradient(gradient.output().from(part.column), gradient.input(), into));
      into = Into.ADD;
    }
  }
}
