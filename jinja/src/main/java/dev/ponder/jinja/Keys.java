package dev.ponder.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The keys of dicts: two values have equal keys just when Python finds them equal and hashable, so
/// that 1, 1.0 and True are one key.
final class Keys {
  private Keys() {}

  /// The key of a value; empty when it is unhashable, such as a list.
  static Optional<Object> of(Value value, Budget budget) {
    return switch (value) {
      case Text text -> Optional.of(text.value());
      case Value.Whole whole -> Optional.of(whole.value());
      case Value.Bool bool -> Optional.of(bool.value() ? BigInteger.ONE : BigInteger.ZERO);
      case Value.Real real -> Optional.of(number(real.value()));
      case Value.Tuple tuple -> tuple(tuple.elements(), budget);
      case Value.None none -> Optional.of(none);
      case Value.Undefined _ -> Optional.of(Value.Undefined.class);
      case Value.Object object -> Optional.of(object);
      case Value.Range range ->
          Optional.of(List.of(Value.Range.class, range.start(), range.stop(), range.step()));
      case Value.Listing _, Value.Dict _, Value.View _, Value.Generator _ -> Optional.empty();
    };
  }

  static Object needed(Value value, Run run) {
    return of(value, run.budget())
        .orElseThrow(() -> run.failed(Kinds.of(value) + " cannot be the key of a dict"));
  }

  private static Object number(double real) {
    boolean whole = real == Math.rint(real) && Double.isFinite(real);
    return whole ? new BigDecimal(real).toBigInteger() : Double.valueOf(real);
  }

  private static Optional<Object> tuple(List<Value> elements, Budget budget) {
    budget.enter();
    budget.elements(elements.size());
    List<Object> keys = new ArrayList<>(elements.size());
    for (Value element : elements) {
      Optional<Object> key = of(element, budget);
      if (key.isEmpty()) {
        return key;
      }
      keys.add(key.get());
    }
    budget.leave();
    return Optional.of(keys);
  }
}
