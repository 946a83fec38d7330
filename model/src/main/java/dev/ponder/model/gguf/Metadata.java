package dev.ponder.model.gguf;

import dev.ponder.model.UnusableModelException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What a GGUF file says about itself, by key, with errors that name the file and the key.
///
/// Every accessor throws [UnusableModelException] when the value is there but of another type or
/// out of the asked range; those called `required…` also when it is missing.
public final class Metadata {
  private final String label;
  private final Map<String, GgufValue> values;

  /// @param label what messages call the file
  /// @param values in the order to keep
  public Metadata(String label, Map<String, GgufValue> values) {
    this.label = label;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// All pairs, in file order.
  public Map<String, GgufValue> values() {
    return values;
  }

  /// The string at that key.
  public Optional<String> text(String key) {
    return value(key).map(value -> text(key, value));
  }

  /// As [#text].
  public String requiredText(String key) {
    return text(key).orElseThrow(() -> missing(key));
  }

  /// The integer at that key, which must be in `[least, most]`.
  public OptionalInt integer(String key, int least, int most) {
    Optional<GgufValue> value = value(key);
    return value.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(integer(key, value.get(), least, most));
  }

  /// As [#integer].
  public int requiredInt(String key, int least, int most) {
    return integer(key, least, most).orElseThrow(() -> missing(key));
  }

  /// A size or count: an integer of at least 1.
  public int requiredInt(String key) {
    return requiredInt(key, 1, Integer.MAX_VALUE);
  }

  /// One integer per layer, each in `[least, most]`: the array at that key, or its one integer for
  /// all. A new array of that many elements.
  public Optional<int[]> perLayer(String key, int layers, int least, int most) {
    return value(key)
        .map(value -> {
          int[] integers = new int[layers];
          if (!(value instanceof GgufValue.Arr(List<GgufValue> elements))) {
            Arrays.fill(integers, integer(key, value, least, most));
            return integers;
          }
          if (elements.size() != layers) {
            throw unfit(key, "has %d elements, not %d".formatted(elements.size(), layers));
          }
          Arrays.setAll(integers, i -> integer(key, elements.get(i), least, most));
          return integers;
        });
  }

  /// As [#perLayer], of a size or count.
  public int[] requiredPerLayer(String key, int layers, int most) {
    return perLayer(key, layers, 1, most).orElseThrow(() -> missing(key));
  }

  /// The finite number at that key; an integer will do.
  public OptionalDouble real(String key) {
    Optional<GgufValue> value = value(key);
    return value.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(real(key, value.get()));
  }

  /// As [#real].
  public double requiredReal(String key) {
    return real(key).orElseThrow(() -> missing(key));
  }

  /// The boolean at that key.
  public Optional<Boolean> flag(String key) {
    return value(key)
        .map(value -> {
          if (value instanceof GgufValue.Bool(boolean flag)) {
            return flag;
          }
          throw unfit(key, "is no boolean");
        });
  }

  /// The array of strings at that key; its elements are made on demand.
  public Optional<List<String>> texts(String key) {
    return array(key).map(elements -> new Texts(this, key, elements));
  }

  /// As [#texts].
  public List<String> requiredTexts(String key) {
    return texts(key).orElseThrow(() -> missing(key));
  }

  /// The array of 32-bit integers at that key, as a new array.
  public Optional<int[]> integers(String key) {
    return array(key)
        .map(elements ->
            elements.stream()
                .mapToInt(element -> integer(key, element, Integer.MIN_VALUE, Integer.MAX_VALUE))
                .toArray());
  }

  /// The array of finite numbers at that key, as a new array; integers will do.
  public Optional<double[]> reals(String key) {
    return array(key)
        .map(elements -> elements.stream().mapToDouble(element -> real(key, element)).toArray());
  }

  /// An exception for that key that names the file.
  ///
  /// @param reason what is wrong, as the end of a sentence that starts with the key
  public UnusableModelException unfit(String key, String reason) {
    return new UnusableModelException(
        label + ": metadata key " + Cursor.quoted(key) + " " + reason);
  }

  /// A name from the file in quotes, short and without control characters, to show in a message.
  public static String quoted(String name) {
    return Cursor.quoted(name);
  }

  private UnusableModelException missing(String key) {
    return unfit(key, "is missing");
  }

  private Optional<GgufValue> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  private Optional<List<GgufValue>> array(String key) {
    return value(key)
        .map(value -> {
          if (value instanceof GgufValue.Arr(List<GgufValue> elements)) {
            return elements;
          }
          throw unfit(key, "is no array");
        });
  }

  private String text(String key, GgufValue value) {
    if (value instanceof GgufValue.Str(String text)) {
      return text;
    }
    throw unfit(key, "is no string");
  }

  private int integer(String key, GgufValue value, int least, int most) {
    if (!(value instanceof GgufValue.Int(long integer))) {
      throw unfit(key, "is no integer");
    }
    if (integer < least || integer > most) {
      throw unfit(key, "is %d, not between %d and %d".formatted(integer, least, most));
    }
    return (int) integer;
  }

  private double real(String key, GgufValue value) {
    double real =
        switch (value) {
          case GgufValue.Int(long integer) -> integer;
          case GgufValue.Real(double number) -> number;
          case GgufValue.Str _, GgufValue.Bool _, GgufValue.Arr _ ->
              throw unfit(key, "is no number");
        };
    if (!Double.isFinite(real)) {
      throw unfit(key, "is " + real);
    }
    return real;
  }

  /// A view of an array as strings.
  private static final class Texts extends AbstractList<String> {
    private final Metadata metadata;
    private final String key;
    private final List<GgufValue> elements;

    Texts(Metadata metadata, String key, List<GgufValue> elements) {
      this.metadata = metadata;
      this.key = key;
      this.elements = elements;
    }

    @Override
    public int size() {
      return elements.size();
    }

    @Override
    public String get(int index) {
      return metadata.text(key, elements.get(index));
    }
  }
}
