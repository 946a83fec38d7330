package dev.ponder.compute;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The functions of the library that `src/main/c` is compiled to. `dispatch.c` describes them.
///
/// Calls are critical: a few nanoseconds each, and arrays are passed as they lie on the heap. No
/// garbage is collected while one runs, so callers cut work into calls of a fraction of a
/// millisecond.
final class NativeLibrary {

  /// Sets of instructions in the library's order, later ones faster.
  private static final String[] SETS =
      System.getProperty("os.arch").equals("aarch64")
          ? new String[] {"dotprod", "i8mm"}
          : new String[] {"avx2", "avxvnni", "avx512"};

  private final MethodHandle quantize;
  private final MethodHandle multiply;
  private final MethodHandle attend;
  private final MethodHandle dots;
  private final int sets;

  /// The library in that file, which stays open.
  ///
  /// @throws IllegalArgumentException when it cannot be loaded
  /// @throws java.util.NoSuchElementException when it is another library
  @SuppressWarnings("restricted")
  NativeLibrary(Path file) {
    SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
    quantize =
        function(symbols, "ponder_quantize", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG);
    multiply =
        function(
            symbols,
            "ponder_multiply",
            JAVA_INT,
            JAVA_INT,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_INT,
            JAVA_INT,
            JAVA_LONG,
            JAVA_INT,
            ADDRESS,
            JAVA_LONG,
            JAVA_LONG);
    attend =
        function(
            symbols,
            "ponder_attend",
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            JAVA_LONG);
    dots = function(symbols, "ponder_dots", JAVA_INT, JAVA_LONG, JAVA_LONG);
    MethodHandle available =
        Linker.nativeLinker()
            .downcallHandle(symbols.findOrThrow("ponder_sets"), FunctionDescriptor.of(JAVA_INT));
    try {
      sets = (int) available.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(
      SymbolLookup symbols, String name, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(
            symbols.findOrThrow(name),
            FunctionDescriptor.ofVoid(parameters),
            Linker.Option.critical(true));
  }

  /// Whether this processor has the set.
  boolean supports(int set) {
    return (sets >> set & 1) == 1;
  }

  /// The fastest set that this processor has, or -1.
  int fastest() {
    return 31 - Integer.numberOfLeadingZeros(sets);
  }

  static int setCount() {
    return SETS.length;
  }

  static String setName(int set) {
    return SETS[set];
  }

  /// Quantises `tokens` rows of `x` from `first` on to `tiles`.
  void quantize(int set, float[] x, int first, int tokens, int columns, long tiles) {
    MemorySegment rows = floats(x, first * columns);
    try {
      quantize.invokeExact(set, rows, tokens, columns, tiles);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Some rows of a matrix by quantised tokens.
  ///
  /// @param format its number in the library
  /// @param weights address of the first row
  /// @param end address up to which weights may be fetched ahead
  /// @param activations address of the tokens
  record Rows(
      int format, long weights, long end, int rows, int columns, long activations, int tokens) {}

  /// @param offset of the first row's output for the first token
  /// @param stride from one token's outputs to the next one's
  /// @param scratch address of the calling thread's room for panels
  void multiply(int set, Rows rows, float[] outputs, int offset, int stride, long scratch) {
    MemorySegment to = floats(outputs, offset);
    try {
      multiply.invokeExact(
          set,
          rows.format,
          rows.weights,
          rows.end,
          rows.rows,
          rows.columns,
          rows.activations,
          rows.tokens,
          to,
          (long) stride,
          scratch);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Lets a tile's rows take in its run.
  ///
  /// @param type of the cache, its number in the library
  void attend(int set, int type, AttentionTile tile) {
    try {
      attend.invokeExact(
          set,
          type,
          tile.width,
          tile.rows(),
          MemorySegment.ofArray(tile.queries),
          MemorySegment.ofArray(tile.blocks),
          tile.blockCount(),
          MemorySegment.ofArray(tile.seenFrom),
          MemorySegment.ofArray(tile.seenTo),
          MemorySegment.ofArray(tile.maxima),
          MemorySegment.ofArray(tile.totals),
          MemorySegment.ofArray(tile.sums),
          tile.room());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// At least so many products of bytes with bytes.
  ///
  /// @param room address of 4,096 bytes, of which it does not matter what they are
  void dots(int set, long room, long products) {
    try {
      dots.invokeExact(set, room, products);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MemorySegment floats(float[] array, int offset) {
    return MemorySegment.ofArray(array).asSlice((long) Float.BYTES * offset);
  }
}
