package dev.actp.runtime.simulation;

import com.google.common.collect.ImmutableList;

/** What a world is mostly about, so that rare things meet each other. */
enum Theme {
  ANYTHING(
      0, "one", "one", "two", "two", "dual", "hold", "hold", "free", "read", "write", "send", "pay",
      "pay", "wipe", "none"),
  LIMITS(50, "one", "two", "dual"),
  APPROVALS(75, "pay"),
  UNITS(80, "hold", "hold", "hold", "free", "free"),
  BUDGETS(80, "two", "dual"),
  HISTORY(75, "read", "read", "write", "send"),
  TOKENS(70, "one", "two", "read", "write", "send");

  /** Of a hundred acts, how many are of the theme. */
  final int share;

  final ImmutableList<String> actions;

  Theme(int share, String... actions) {
    this.share = share;
    this.actions = ImmutableList.copyOf(actions);
  }

  static Theme of(long seed) {
    Theme[] all = values();
    return all[Math.floorMod(seed, all.length)];
  }
}
