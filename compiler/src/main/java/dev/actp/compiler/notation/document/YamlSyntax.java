package dev.actp.compiler.notation.document;

import dev.actp.compiler.notation.document.Parts.Scalar;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML from the engine's events: they come in a loop and not by recursion, and nothing is composed
 * or constructed, so that an alias is met as such before it can unfold.
 */
final class YamlSyntax {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

  private final SourceFile file;
  private final Parts parts;

  /** What comes next on each level. */
  private final Deque<Place> places = new ArrayDeque<>();

  private int documents;

  private final int codePoints;

  /** The end of what was counted: code points, and UTF-16 units. */
  private int points;

  private int units;

  private enum Place {
    NAME,
    MEMBER,
    ELEMENT
  }

  YamlSyntax(SourceFile file, Parts parts) {
    this.file = file;
    this.parts = parts;
    this.codePoints = file.text().codePointCount(0, file.text().length());
  }

  void read() {
    LoadSettings settings =
        LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(DocumentReader.MAX_BYTES + 1)
            .build();
    try {
      for (Event event : new Parse(settings).parseString(file.text())) {
        event(event);
      }
    } catch (MarkedYamlEngineException e) {
      throw new Refusal("this is not YAML: " + problem(e), at(e), null);
    } catch (YamlEngineException e) {
      throw new Refusal("this is not YAML", Span.of(file, 0, 0), null);
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    String problem = e.getProblem() == null ? "it cannot be read from here on" : e.getProblem();
    return problem.isEmpty()
        ? problem
        : problem.substring(0, 1).toLowerCase(Locale.ROOT) + problem.substring(1);
  }

  private Span at(MarkedYamlEngineException e) {
    int start = e.getProblemMark().map(this::offset).orElse(0);
    return Span.of(file, start, start);
  }

  private void event(Event event) {
    if (event instanceof NodeEvent node) {
      refuseAnchor(node);
    }
    switch (event.getEventId()) {
      case Alias, Scalar, SequenceStart, MappingStart -> node((NodeEvent) event);
      case SequenceEnd, MappingEnd -> {
        places.removeLast();
        parts.end();
      }
      case DocumentStart -> {
        if (++documents > 1) {
          throw new Refusal(
              "a second document begins here", at(event), "put each document into a file");
        }
      }
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
  }

  private void refuseAnchor(NodeEvent node) {
    if (node instanceof AliasEvent || node.getAnchor().isPresent()) {
      throw new Refusal(
          "anchors and aliases are not read", at(node), "write out what the alias stands for");
    }
  }

  private void node(NodeEvent event) {
    refuseTag(event);
    boolean named = places.peekLast() == Place.NAME;
    advance();
    switch (event) {
      case ScalarEvent scalar when named -> parts.name(scalar.getValue(), at(event));
      case ScalarEvent scalar -> parts.scalar(scalar(scalar), at(event));
      case NodeEvent collection when named ->
          throw new Refusal("a name is a string here", at(event), null);
      case NodeEvent collection -> open(collection);
    }
  }

  /** A name is followed by its value, and that by the next name. */
  private void advance() {
    Place place = places.pollLast();
    if (place != null) {
      places.addLast(
          switch (place) {
            case NAME -> Place.MEMBER;
            case MEMBER -> Place.NAME;
            case ELEMENT -> Place.ELEMENT;
          });
    }
  }

  private void open(NodeEvent collection) {
    if (collection.getEventId() == Event.ID.MappingStart) {
      places.addLast(Place.NAME);
      parts.object(at(collection));
    } else {
      places.addLast(Place.ELEMENT);
      parts.array(at(collection));
    }
  }

  private void refuseTag(NodeEvent event) {
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.empty();
        };
    if (tag.isPresent()) {
      throw new Refusal("tags are not read", at(event), "quotes make a string of anything");
    }
  }

  private static Scalar scalar(ScalarEvent event) {
    String text = event.getValue();
    if (!event.isPlain()) {
      return new Scalar.Text(text);
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Scalar.Null.NULL;
      case "true", "True", "TRUE" -> new Scalar.Truth(true);
      case "false", "False", "FALSE" -> new Scalar.Truth(false);
      default -> NUMBER.matcher(text).matches() ? new Scalar.Digits(text) : new Scalar.Text(text);
    };
  }

  private Span at(Event event) {
    int start = event.getStartMark().map(this::offset).orElse(0);
    int end = event.getEndMark().map(this::offset).orElse(start);
    return Span.of(file, start, Math.max(start, end));
  }

  /** Marks count code points, and mostly go forward. */
  private int offset(Mark mark) {
    int wanted = Math.min(mark.getIndex(), codePoints);
    units = file.text().offsetByCodePoints(units, wanted - points);
    points = wanted;
    return units;
  }
}
