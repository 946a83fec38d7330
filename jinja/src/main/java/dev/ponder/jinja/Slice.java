package dev.ponder.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A slice `[start:stop:step]`; None stands for what is left out.
record Slice(Value start, Value stop, Value step) {

  /// Places in a sequence: the first one, where they end, how many, and from one to the next.
  record Places(int first, int end, int count, int step) {
    int get(int number) {
      return first + number * step;
    }
  }

  Value of(Value object, Run run) {
    return switch (object) {
      case Value.Undefined(String message) -> throw run.failed(message);
      case Text text -> cut(text, places(text.size(), run), run);
      case Value.Listing(List<Value> elements) ->
          new Value.Listing(cut(elements, places(elements.size(), run), run));
      case Value.Tuple(List<Value> elements, _) ->
          Value.Tuple.of(cut(elements, places(elements.size(), run), run));
      case Value.Range range -> {
        Places places = places(range.elements().size(), run);
        yield range.cut(places, cut(range.elements(), places, run));
      }
      default -> throw run.failed(Kinds.of(object) + " has no slices");
    };
  }

  Places places(int size, Run run) {
    for (Value bound : List.of(start, stop, step)) {
      if (!(bound instanceof Value.None) && Numbers.asWhole(bound).isEmpty()) {
        throw run.failed("the bounds of a slice are ints, not " + Kinds.of(bound));
      }
    }
    // A step may be as far off as it likes: past the size it picks one place only.
    int stride = Math.clamp(bounded(step, 1), -size - 1, size + 1);
    if (stride == 0) {
      throw run.failed("the step of a slice cannot be zero");
    }
    int low = stride > 0 ? 0 : -1;
    int high = stride > 0 ? size : size - 1;
    int first =
        start instanceof Value.None ? (stride > 0 ? low : high) : wrapped(start, size, low, high);
    int end =
        stop instanceof Value.None ? (stride > 0 ? high : low) : wrapped(stop, size, low, high);
    int span = stride > 0 ? end - first : first - end;
    int count = span <= 0 ? 0 : (span - 1) / Math.abs(stride) + 1;
    return new Places(first, end, count, stride);
  }

  private static int bounded(Value value, int standard) {
    Optional<BigInteger> number = Numbers.asWhole(value);
    if (number.isEmpty()) {
      return standard;
    }
    boolean fits = number.get().bitLength() < 31;
    return fits ? number.get().intValue() : number.get().signum() * (1 << 30);
  }

  private static int wrapped(Value bound, int size, int low, int high) {
    int index = bounded(bound, 0);
    return Math.clamp((long) index + (index < 0 ? size : 0), low, high);
  }

  private static Text cut(Text text, Places places, Run run) {
    if (places.step() == 1) {
      int from = text.offset(places.first());
      int to = text.offset(places.first() + places.count());
      run.budget().characters(to - from);
      return text.cut(from, to);
    }
    int[] offsets = offsets(text);
    Text.Builder out = new Text.Builder(run.budget());
    for (int i = 0; i < places.count(); i++) {
      int place = places.get(i);
      out.append(text, offsets[place], offsets[place + 1]);
    }
    return out.text().asMarkup(text.isMarkup());
  }

  private static int[] offsets(Text text) {
    int[] offsets = new int[text.size() + 1];
    for (int i = 0; i < text.size(); i++) {
      offsets[i + 1] = offsets[i] + Character.charCount(text.value().codePointAt(offsets[i]));
    }
    return offsets;
  }

  private static List<Value> cut(List<Value> elements, Places places, Run run) {
    run.budget().elements(places.count());
    List<Value> cut = new ArrayList<>(places.count());
    for (int i = 0; i < places.count(); i++) {
      cut.add(elements.get(places.get(i)));
    }
    return cut;
  }
}
