package dev.actp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private final Cursor cursor = new Cursor("acme", "agents");

  @ParameterizedTest
  @ValueSource(strings = {"1", "aud_9", "1771236000000000:apr_7", "Jörg \uD83D\uDE00", " ", "\0"})
  void aPlaceComesBackAsItWas(String place) {
    assertThat(cursor.text(place)).matches("[A-Za-z0-9_-]+");
    assertThat(cursor.place(cursor.text(place))).contains(place);
  }

  @Test
  void theEndIsEmpty() {
    assertThat(cursor.text("")).isEmpty();
    assertThat(cursor.place("")).isEmpty();
  }

  @Test
  void anotherListsOrTenantsIsNone() {
    assertThat(cursor.place(new Cursor("acme", "keys").text("1"))).isEmpty();
    assertThat(cursor.place(new Cursor("beta", "agents").text("1"))).isEmpty();
    assertThat(cursor.place(new Cursor("acm", "eagents").text("1"))).isEmpty();
  }

  /** Each of its characters, and what base64 lets pass at the end. */
  @Test
  void whatWasChangedIsNone() {
    String good = cursor.text("12");
    for (int i = 0; i < good.length(); i++) {
      for (char other : "AQgw9_".toCharArray()) {
        if (good.charAt(i) != other) {
          String bad = good.substring(0, i) + other + good.substring(i + 1);
          assertThat(cursor.place(bad)).as(bad).isEmpty();
        }
      }
      assertThat(cursor.place(good.substring(0, i))).isEmpty();
    }
    assertThat(cursor.place(good + "=")).isEmpty();
    assertThat(cursor.place(good + "A")).isEmpty();
  }
}
