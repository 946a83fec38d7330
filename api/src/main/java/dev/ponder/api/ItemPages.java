package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.NotFound;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.protocol.responses.Include;
import dev.ponder.protocol.responses.Items;
import dev.ponder.state.Order;
import dev.ponder.state.Page;
import dev.ponder.state.Place;
import dev.ponder.state.Query;
import dev.ponder.state.Reader;
import dev.ponder.state.StoredItem;
import dev.ponder.state.UnknownCursorException;
import java.util.List;
import java.util.Set;

/// Pages of lists of items.
final class ItemPages {
  private ItemPages() {}

  /// A page as the wire has it.
  ///
  /// @throws Problem.Exceptional when it is to follow an item that is not in the list
  static Json.Obj page(
      Reader reader, String owner, Place place, PageRequest wanted, Set<Include> include) {
    Order order =
        switch (wanted.direction()) {
          case ASCENDING -> Order.OLDEST_FIRST;
          case DESCENDING -> Order.NEWEST_FIRST;
        };
    Query first = Query.first(wanted.limit(), order);
    try {
      Page<StoredItem> page =
          reader.items(place, owner, wanted.after().map(first::after).orElse(first));
      List<Json.Obj> items =
          page.entries().stream().map(item -> Items.shown(item.body(), include)).toList();
      return Items.list(items, page.more() ? Items.More.MORE_PAGES : Items.More.LAST_PAGE);
    } catch (UnknownCursorException e) {
      throw NotFound.cursor(e.id()).exception();
    }
  }
}
