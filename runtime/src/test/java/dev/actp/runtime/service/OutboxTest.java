package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept for webhooks, in either store. */
class OutboxTest {
  private static final String T = "acme";

  @TempDir Path folder;

  enum Kept {
    IN_MEMORY,
    ON_DISK
  }

  /** A store that holds the same when it is opened again. */
  private Supplier<Store> store(Kept kept) {
    MemoryStore memory = new MemoryStore();
    return () ->
        switch (kept) {
          case IN_MEMORY -> memory;
          case ON_DISK -> SqliteStore.open(DataFolder.open(folder));
        };
  }

  private static Webhook webhook(String id, Set<Notice.Kind> kinds) {
    return new Webhook(id, "https://a.example/", kinds, "s", null, null, Office.START, 0);
  }

  private static boolean keep(Office office, Posting posting) {
    return Office.await(office.service.keep(T, posting));
  }

  private static List<Delivery> deliveries(Office office, String webhook, boolean dead) {
    return office.service.queries().deliveries(T, webhook, dead, "", 1_000).items();
  }

  private static Posting failed(Delivery delivery, boolean dead) {
    Instant later = Office.START.plusSeconds(60);
    return new Posting.Failed(dead ? delivery.givenUp("no") : delivery.again(later, "no"));
  }

  @ParameterizedTest
  @EnumSource
  void whatWaitsAndWhatWasGivenUpOutlivesTheService(Kept kept) {
    Supplier<Store> store = store(kept);
    Instant now = Office.START.plusSeconds(1);
    try (Office office = Office.over(store.get()).open(T)) {
      office.perform(T, new Act.PutWebhook(webhook("w", EnumSet.allOf(Notice.Kind.class))));
      for (String id : List.of("a", "b", "c")) {
        assertThat(keep(office, new Posting.Test("w", id))).isTrue();
      }
      Delivery first = office.service.queries().due(T, "w", now).orElseThrow();
      assertThat(keep(office, failed(first, false))).isTrue();
      Delivery second = office.service.queries().due(T, "w", now).orElseThrow();
      assertThat(second).isNotEqualTo(first);
      keep(office, failed(second, true));
      keep(office, new Posting.Delivered("w", "c"));
    }
    try (Office office = Office.over(store.get())) {
      assertThat(office.service.queries().webhooks(T)).hasSize(1);
      assertThat(office.service.queries().due(T, "w", now)).isEmpty();
      assertThat(office.service.queries().due(T, "w", now.plusSeconds(60)))
          .hasValueSatisfying(one -> assertThat(one.attempts()).isEqualTo(1));
      assertThat(deliveries(office, "w", false)).hasSize(1);
      assertThat(deliveries(office, "w", true)).extracting(Delivery::failure).containsExactly("no");
      office.perform(T, new Act.RemoveWebhook("w"));
      assertThat(deliveries(office, "w", true)).isEmpty();
      assertThat(keep(office, new Posting.Test("w", "d"))).isFalse();
      assertThat(keep(office, new Posting.Delivered("w", "a"))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheNewestThatWereGivenUpStay(Kept kept) {
    try (Office office = Office.over(store(kept).get()).open(T)) {
      office.perform(T, new Act.PutWebhook(webhook("w", EnumSet.allOf(Notice.Kind.class))));
      for (int i = 0; i <= Row.OfDelivery.DEAD_MAX; i++) {
        Notice notice =
            new Notice("n" + i, Notice.Kind.TEST, Office.START.plusSeconds(i), null, null, null);
        keep(office, failed(Delivery.first("w", notice), true));
      }

      assertThat(deliveries(office, "w", true))
          .hasSize(Row.OfDelivery.DEAD_MAX)
          .noneMatch(one -> one.notice().id().equals("n0"));
    }
  }

  @Test
  void whatFindsNoRoomIsCountedAndWhatIsTakenMakesRoom() {
    Supplier<Store> store = store(Kept.IN_MEMORY);
    try (Office office = Office.over(store.get()).open(T)) {
      office.perform(T, new Act.PutWebhook(webhook("w", EnumSet.allOf(Notice.Kind.class))));
      for (int i = 0; i <= Outbox.WAITING_MAX; i++) {
        keep(office, new Posting.Test("w", "n" + i));
      }
      assertThat(office.service.queries().webhooks(T).getFirst().lost()).isEqualTo(1);
    }
    try (Office office = Office.over(store.get())) {
      keep(office, new Posting.Test("w", "full"));
      assertThat(office.service.queries().webhooks(T).getFirst().lost()).isEqualTo(2);
      keep(office, new Posting.Delivered("w", "n1"));
      keep(office, new Posting.Test("w", "room"));
      keep(office, new Posting.Test("w", "full again"));

      assertThat(office.service.queries().webhooks(T).getFirst().lost()).isEqualTo(3);
      assertThat(office.service.queries().deliveries(T, "w", false, "rool", 1).items()).hasSize(1);
    }
  }

  @Test
  void aWebhookIsToldWhatItAskedForAndNothingElse() {
    try (Office office = Office.over(new MemoryStore()).open(T)) {
      office.perform(T, new Act.PutWebhook(webhook("all", EnumSet.allOf(Notice.Kind.class))));
      office.perform(T, new Act.PutWebhook(webhook("some", EnumSet.of(Notice.Kind.AGENT_RESUMED))));

      keep(office, new Posting.Test("all", "a"));
      keep(office, new Posting.Ended(List.of("apr_unknown")));

      assertThat(deliveries(office, "all", false)).hasSize(1);
      assertThat(deliveries(office, "some", false)).isEmpty();
      assertThat(Office.await(office.service.keep("other", new Posting.Test("all", "x"))))
          .isFalse();
    }
  }
}
