package dev.actp.runtime.token;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.value.TimestampText;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text of a key file. */
final class KeyFile {
  private KeyFile() {}

  static String write(TokenKey key) {
    return "{\"state\": \"%s\", \"since\": \"%s\", \"purpose\": \"%s\", \"key\": %s}\n"
        .formatted(word(key.state()), key.since(), word(key.purpose()), key.storedJwk());
  }

  static KeyReading read(byte[] text) {
    Optional<Value.Struct> document = TokenJson.object(text);
    if (document.isEmpty()) {
      return new KeyReading.Unusable("it is no strict JSON object");
    }
    Members members = Members.of(document.get());
    KeyState state = named(KeyState.values(), members, "state");
    Purpose purpose = named(Purpose.values(), members, "purpose");
    Instant since = since(members);
    Value.Struct key = members.struct("key");
    members.refuseOthers();
    if (state == null || purpose == null || members.first().isPresent()) {
      String where = members.first().map(m -> m.pointer() + " " + m.why()).orElse("");
      return new KeyReading.Unusable("it does not hold `state`, `purpose` and `key`: " + where);
    }
    return TokenKey.parse(
        TokenJson.write(json -> ValueWriter.write(json, key)), purpose, state, since);
  }

  private static Instant since(Members members) {
    String text = members.text("since");
    if (text == null) {
      return Instant.EPOCH;
    }
    Optional<Instant> time = TimestampText.parse(text).map(Value.Timestamp::value);
    if (time.isEmpty()) {
      members.misfit("since", "is no time like `2026-12-31T23:59:59Z`");
    }
    return time.orElse(Instant.EPOCH);
  }

  private static <E extends Enum<E>> @Nullable E named(E[] all, Members members, String name) {
    String word = members.needText(name);
    E found = Arrays.stream(all).filter(e -> word(e).equals(word)).findFirst().orElse(null);
    if (found == null) {
      members.misfit(name, "is none of " + Arrays.stream(all).map(KeyFile::word).toList());
    }
    return found;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
