package dev.actp.server.http;

import dev.actp.runtime.decision.Listing;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.token.OpaqueSecret;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A search of AuthZEN 1.0, section 8: an evaluation in which one name is left open.
 *
 * @param asked with something in place of what is searched
 * @param stranger whether the subject is of a type that no subject here has
 * @param type the resource's
 * @param after the last name that an earlier page looked at; empty for the first page
 * @param limit how many results the page may hold
 * @param id what tells this search from others
 */
record AuthzenSearch(
    Kind kind,
    EnforceBody asked,
    boolean stranger,
    String type,
    String after,
    int limit,
    String id,
    List<Misfit> misfits) {
  /** How many results a page holds, and how many names it looks at: each is decided. */
  static final int MOST = Batch.MOST;

  private static final String OPEN = "x";

  /** What is searched. */
  enum Kind {
    ACTION,
    RESOURCE
  }

  /**
   * The names to look at.
   *
   * @param complete whether there are no others that could be allowed
   */
  record Candidates(NavigableSet<String> names, boolean complete) {}

  /** Reads one. What is searched may be there and counts for nothing (8.4.1, 8.5.1). */
  static AuthzenSearch read(Kind kind, Value.Struct document) {
    TreeMap<String, Value> members = new TreeMap<>(document.members());
    members.keySet().retainAll(Authzen.ENTITIES);
    String type = typeOf(members.get("subject"));
    boolean stranger = !type.isEmpty() && !type.equals(AuthzenBody.AGENT);
    if (stranger) {
      put(members, "subject", "type", AuthzenBody.AGENT);
    }
    switch (kind) {
      case ACTION -> members.put("action", struct("name"));
      case RESOURCE -> put(members, "resource", "id", OPEN);
    }
    EnforceBody asked = new AuthzenBody("").read(new Value.Struct(members));
    List<Misfit> misfits = new ArrayList<>(asked.misfits());
    Members body = Members.of(document);
    Members page = body.object("page");
    String id = id(kind, new Value.Struct(members));
    String after = page == null ? "" : after(page, id);
    int limit = page == null ? MOST : limit(page);
    misfits.addAll(body.misfits());
    String scheme = typeOf(members.get("resource"));
    return new AuthzenSearch(kind, asked, stranger, scheme, after, limit, id, misfits);
  }

  private static Value.Struct struct(String name) {
    return new Value.Struct(new TreeMap<>(Map.of(name, new Value.Text(OPEN))));
  }

  private static String typeOf(@Nullable Value entity) {
    return entity instanceof Value.Struct(var members)
            && members.get("type") instanceof Value.Text(String type)
        ? type
        : "";
  }

  private static void put(Map<String, Value> members, String entity, String name, String text) {
    if (members.get(entity) instanceof Value.Struct(var own)) {
      TreeMap<String, Value> changed = new TreeMap<>(own);
      changed.put(name, new Value.Text(text));
      members.put(entity, new Value.Struct(changed));
    }
  }

  /** Equal for requests that differ in the page alone. */
  private static String id(Kind kind, Value.Struct entities) {
    return OpaqueSecret.hash(Out.object(out -> out.value(kind.name(), entities)).toString());
  }

  private static int limit(Members page) {
    Long limit = page.whole("limit");
    if (limit != null && limit < 0) {
      page.misfit("limit", "has to be 0 or more");
    }
    return limit == null ? MOST : Math.clamp(limit, 0, MOST);
  }

  private static String after(Members page, String id) {
    String token = page.text("token");
    if (token == null || token.isEmpty()) {
      return "";
    }
    Optional<String> text = decoded(token).filter(one -> one.startsWith(id + " "));
    if (text.isEmpty()) {
      page.misfit("token", "has to be the `next_token` of the same search, which asks the same");
    }
    return text.map(one -> one.substring(id.length() + 1)).orElse("");
  }

  private static Optional<String> decoded(String token) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a request for the page behind a name has to show. */
  String next(String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((id + " " + last).getBytes(StandardCharsets.UTF_8));
  }

  /** Of what a token could be used for what fits the search, and is behind earlier pages. */
  Candidates candidates(Listing listing) {
    return switch (kind) {
      case ACTION -> new Candidates(behind(listing.actions()), true);
      case RESOURCE -> {
        Listing.Resources resources = listing.resources(asked.action());
        NavigableSet<String> own = new TreeSet<>(resources.named());
        own.removeIf(name -> !name.startsWith(type + "://"));
        yield new Candidates(behind(own), resources.complete());
      }
    };
  }

  private NavigableSet<String> behind(NavigableSet<String> names) {
    return after.isEmpty() ? names : names.tailSet(after, false);
  }

  /** The evaluation of one name. */
  EnforceBody of(String name) {
    return switch (kind) {
      case ACTION -> asked.about(name, asked.resource());
      case RESOURCE -> asked.about(asked.action(), name);
    };
  }

  /** The name that an evaluation of this search is about. */
  String named(EnforceBody one) {
    return switch (kind) {
      case ACTION -> one.action();
      case RESOURCE -> one.resource();
    };
  }

  /** A name as a result: what an evaluation takes. */
  BiConsumer<Out, String> result() {
    return switch (kind) {
      case ACTION -> (out, name) -> out.text("name", name);
      case RESOURCE -> (out, name) -> out.text("type", type).text("id", within(name));
    };
  }

  /** A resource without its type, unless what is left would name another scheme. */
  private String within(String resource) {
    String id = resource.substring(type.length() + "://".length());
    return id.isEmpty() || id.contains("://") ? resource : id;
  }
}
