package dev.actp.compiler.diff;

/** A place of a request, or of what surrounds it, that holds a value. */
record Slot(Kind kind, String name) {
  static final Slot RESOURCE = new Slot(Kind.RESOURCE, "");
  static final Slot TIME = new Slot(Kind.TIME, "");
  static final Slot IP = new Slot(Kind.IP, "");
  static final Slot REASON = new Slot(Kind.REASON, "");

  enum Kind {
    SESSION,
    AGENT,
    RESOURCE,
    ATTRIBUTE,
    TIME,
    IP,
    REASON
  }

  static Slot attribute(String name) {
    return new Slot(Kind.ATTRIBUTE, name);
  }

  static Slot session(String name) {
    return new Slot(Kind.SESSION, name);
  }

  static Slot agent(String name) {
    return new Slot(Kind.AGENT, name);
  }
}
