package dev.ponder.protocol.responses;

import dev.ponder.core.Conversation;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The items of which inputs, outputs and conversations consist, as the wire has them.
public final class Items {
  private Items() {}

  /// The ids of the items that these refer to instead of repeating them.
  public static List<String> references(List<Json.Obj> items) {
    throw new UnsupportedOperationException();
  }

  /// These items with every reference replaced by the item it means, and thoughts that come back
  /// without their text replaced by those that were stored.
  ///
  /// @param stored finds an item by its id
  /// @throws Problem.Exceptional when a reference leads nowhere
  public static List<Json.Obj> resolved(
      List<Json.Obj> items, Function<String, Optional<Json.Obj>> stored) {
    throw new UnsupportedOperationException();
  }

  /// A stored item as a client sees it that asks for no more than `include`.
  public static Json.Obj shown(Json.Obj item, Set<Include> include) {
    throw new UnsupportedOperationException();
  }

  /// What the model is told: the request's instructions, what came before, and its input.
  ///
  /// @param earlier the stored items that came before, oldest first, resolved like the input
  /// @param sealer opens what the server has sealed
  /// @throws Problem.Exceptional when a call has no result or a result no call, when sealed text
  ///   was changed, or when an item holds what the model cannot take, such as an image
  public static Conversation conversation(
      CreateRequest request, List<Json.Obj> earlier, Sealer sealer) {
    throw new UnsupportedOperationException();
  }

  /// The conversation without its oldest turn, for requests that may be truncated; empty when
  /// nothing can be left out. What stands before the first message of the user stays.
  public static Optional<Conversation> withoutOldest(Conversation conversation) {
    throw new UnsupportedOperationException();
  }

  /// The body that lists items.
  ///
  /// @param more whether others follow
  public static Json.Obj list(List<Json.Obj> page, More more) {
    throw new UnsupportedOperationException();
  }

  /// Whether a page is the last one.
  public enum More {
    LAST_PAGE,
    MORE_PAGES
  }
}
