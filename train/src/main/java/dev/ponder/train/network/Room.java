package dev.ponder.train.network;

/// An array that is kept from use to use and grows. Whoever asks for it has it until the next one
/// asks.
final class Room {
  private float[] floats = new float[0];

  /// At least that many floats, which hold anything.
  float[] of(int size) {
    if (floats.length < size) {
      floats = new float[size];
    }
    return floats;
  }
}
