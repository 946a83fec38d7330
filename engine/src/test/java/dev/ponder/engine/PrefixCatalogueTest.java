package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.engine.PrefixCatalogue.Room;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrefixCatalogueTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static PrefixName name(int number, String digit) {
    return new PrefixName(number, digit.repeat(64));
  }

  private static List<String> order(PrefixCatalogue catalogue) {
    List<String> order = new ArrayList<>();
    for (PrefixName each : catalogue.surplus(1, Instant.MAX)) {
      order.add(each.number() + each.hash().substring(0, 1));
    }
    return order;
  }

  @Test
  void whatWasUsedLeastRecentlyGoesFirst() {
    PrefixCatalogue catalogue = new PrefixCatalogue(new Room(1000, 100));
    catalogue.add(name(0, "a"), 1, NOON);
    catalogue.add(name(0, "b"), 1, NOON.plusSeconds(60));
    catalogue.add(name(0, "c"), 1, NOON.plusSeconds(120));
    assertThat(catalogue.touch(name(0, "a"), NOON.plusSeconds(180))).isTrue();
    assertThat(order(catalogue)).containsExactly("0b", "0c", "0a");
  }

  @Test
  void ofOneChainTheEndGoesBeforeTheBeginning() {
    PrefixCatalogue catalogue = new PrefixCatalogue(new Room(1000, 100));
    catalogue.add(name(0, "a"), 1, NOON);
    catalogue.add(name(1, "b"), 1, NOON.plusSeconds(1));
    catalogue.add(name(2, "c"), 1, NOON.plusSeconds(2));
    assertThat(order(catalogue)).containsExactly("2c", "1b", "0a");
  }

  @Test
  void noMoreGoesThanMustForBytes() {
    PrefixCatalogue catalogue = new PrefixCatalogue(new Room(100, 100));
    for (int i = 0; i < 10; i++) {
      catalogue.add(name(i, "a"), 10, NOON);
    }
    assertThat(catalogue.surplus(15, Instant.MIN))
        .extracting(PrefixName::number)
        .containsExactly(9, 8);
    assertThat(catalogue.bytes()).isEqualTo(80);
    assertThat(catalogue.surplus(20, Instant.MIN)).isEmpty();
  }

  @Test
  void noMoreGoesThanMustForTheNumberOfFiles() {
    PrefixCatalogue catalogue = new PrefixCatalogue(new Room(100, 2));
    catalogue.add(name(0, "a"), 1, NOON);
    catalogue.add(name(1, "b"), 1, NOON);
    assertThat(catalogue.surplus(0, Instant.MIN)).isEmpty();
    assertThat(catalogue.surplus(1, Instant.MIN)).containsExactly(name(1, "b"));
    assertThat(catalogue.files()).isEqualTo(1);
  }

  @Test
  void whatIsTooOldGoesThoughThereIsRoom() {
    PrefixCatalogue catalogue = new PrefixCatalogue(new Room(100, 100));
    catalogue.add(name(0, "a"), 1, NOON);
    catalogue.add(name(0, "b"), 1, NOON.plusSeconds(600));
    assertThat(catalogue.surplus(0, NOON.plusSeconds(300))).containsExactly(name(0, "a"));
    assertThat(catalogue.has(name(0, "b"))).isTrue();
  }

  @Test
  void timesAreToldOncePerMinute() {
    PrefixCatalogue catalogue = new PrefixCatalogue(new Room(100, 100));
    catalogue.add(name(0, "a"), 1, NOON);
    assertThat(catalogue.touch(name(0, "a"), NOON.plusSeconds(59))).isFalse();
    assertThat(catalogue.touch(name(0, "a"), NOON.plusSeconds(60))).isTrue();
    assertThat(catalogue.touch(name(0, "b"), NOON.plusSeconds(60))).isFalse();
  }

  @Test
  void aFileThatIsEnteredAgainCountsOnce() {
    PrefixCatalogue catalogue = new PrefixCatalogue(new Room(100, 100));
    catalogue.add(name(0, "a"), 7, NOON);
    catalogue.add(name(0, "a"), 9, NOON);
    assertThat(catalogue.bytes()).isEqualTo(9);
    catalogue.remove(name(0, "a"));
    catalogue.remove(name(0, "a"));
    assertThat(catalogue.bytes()).isZero();
  }
}
