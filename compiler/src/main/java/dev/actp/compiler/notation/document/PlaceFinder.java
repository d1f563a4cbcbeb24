package dev.actp.compiler.notation.document;

import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds where some parts of a document stand. */
final class PlaceFinder implements Parts {
  /** The pointer of what nobody asked for; no pointer is like it. */
  private static final String NOWHERE = "\0";

  private final SourceFile file;
  private final Collection<String> wanted;

  /** What is wanted, and all that stands around it. */
  private final Set<String> watched = new HashSet<>();

  private final Map<String, Span> places = new HashMap<>();
  private final List<Level> open = new ArrayList<>();

  /** An object or array, while its parts pass by. */
  private static final class Level {
    final boolean object;

    /** Whether its pointer is watched; what is not holds nothing that is. */
    final boolean watched;

    final String pointer;
    String next = "";
    int count;

    Level(boolean object, boolean watched, String pointer) {
      this.object = object;
      this.watched = watched;
      this.pointer = pointer;
    }
  }

  PlaceFinder(SourceFile file, Collection<String> wanted) {
    this.file = file;
    this.wanted = wanted;
    for (String pointer : wanted) {
      for (String p = pointer; watched.add(p) && !p.isEmpty(); ) {
        p = Pointer.parent(p);
      }
    }
  }

  Map<String, Span> found() {
    Map<String, Span> found = new HashMap<>();
    for (String pointer : wanted) {
      String p = pointer;
      while (!places.containsKey(p) && !p.isEmpty()) {
        p = Pointer.parent(p);
      }
      found.put(pointer, places.getOrDefault(p, Span.of(file, 0, 0)));
    }
    return found;
  }

  @Override
  public void object(Span at) {
    open(true, at);
  }

  @Override
  public void array(Span at) {
    open(false, at);
  }

  private void open(boolean object, Span at) {
    String pointer = enter(at);
    open.add(new Level(object, watched.contains(pointer), pointer));
  }

  /** The pointer of the value that begins here. */
  private String enter(Span at) {
    Level around = open.isEmpty() ? null : open.getLast();
    if (around == null) {
      return "";
    }
    if (around.object) {
      return around.next;
    }
    String pointer = around.watched ? around.pointer + "/" + around.count : NOWHERE;
    around.count++;
    note(around, pointer, at);
    return pointer;
  }

  @Override
  public void name(String name, Span at) {
    Level level = open.getLast();
    level.next = level.watched ? level.pointer + "/" + Pointer.step(name) : NOWHERE;
    note(level, level.next, at);
  }

  private void note(Level level, String pointer, Span at) {
    if (level.watched && watched.contains(pointer)) {
      places.put(pointer, firstLine(at));
    }
  }

  private Span firstLine(Span at) {
    int line = file.line(at.start());
    int end = file.lineStart(line) + file.lineText(line).length();
    return Span.of(file, at.start(), Math.max(at.start(), Math.min(at.end(), end)));
  }

  @Override
  public void end() {
    open.removeLast();
  }

  @Override
  public void scalar(Scalar scalar, Span at) {
    enter(at);
  }
}
