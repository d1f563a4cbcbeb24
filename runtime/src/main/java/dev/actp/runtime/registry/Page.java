package dev.actp.runtime.registry;

import java.util.List;

/**
 * Part of a list.
 *
 * @param next the cursor of the next page; empty where this is the last. A cursor is good in its
 *     tenant and list only
 */
public record Page<T>(List<T> items, String next) {
  public Page {
    items = List.copyOf(items);
  }
}
