package dev.actp.server.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.OutputStream;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;

/**
 * What needs a look goes to the error stream; the ledger has the rest. Whoever has something to say
 * hands it over and goes on: with {@value #WAITING_MAX} lines that nobody takes, further ones are
 * counted and left out.
 */
public final class Logs {
  /** How many lines may wait to be written. */
  static final int WAITING_MAX = 1_024;

  /** A line stays one whatever is in its message. */
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0} "
          + "%replace(%msg){'[\\r\\n]+', ' '} %kvp{NONE}%n";

  private Logs() {}

  /** Writes lines in a form from now on, unless a file of an operator's says how. */
  public static void use(LogFormat format) {
    if (System.getProperty("logback.configurationFile") == null
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      write(context, format);
    }
  }

  /** The same, written to another stream. */
  public static void use(LogFormat format, OutputStream stream) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      OutputStreamAppender<ILoggingEvent> to = new OutputStreamAppender<>();
      to.setContext(context);
      to.setOutputStream(stream);
      write(context, format, to);
    }
  }

  /** Sets the loggers up to write to the error stream. */
  public static void write(LoggerContext context, LogFormat format) {
    ConsoleAppender<ILoggingEvent> errors = new ConsoleAppender<>();
    errors.setTarget("System.err");
    write(context, format, errors);
  }

  private static void write(
      LoggerContext context, LogFormat format, OutputStreamAppender<ILoggingEvent> to) {
    to.setContext(context);
    to.setName("lines");
    to.setEncoder(encoder(context, format));
    to.start();
    AsyncAppender waiting = new AsyncAppender();
    waiting.setContext(context);
    waiting.setName("waiting");
    waiting.setQueueSize(WAITING_MAX);
    waiting.setNeverBlock(true);
    waiting.addAppender(to);
    waiting.start();
    Repeats repeats = new Repeats(new Queue(waiting), InstantSource.system());
    repeats.setContext(context);
    repeats.setName("errors");
    repeats.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(Level.WARN);
    root.addAppender(repeats);
  }

  /** Lines that wait to be written. */
  private record Queue(AsyncAppender waiting) implements Repeats.Next {
    @Override
    public boolean take(ILoggingEvent event) {
      if (waiting.getRemainingCapacity() == 0) {
        return false;
      }
      waiting.doAppend(event);
      return true;
    }

    @Override
    public void stop() {
      waiting.stop();
    }
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
    return switch (format) {
      case JSON -> started(context, new JsonLine());
      case TEXT -> {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setPattern(LINE);
        yield started(context, text);
      }
    };
  }

  private static Encoder<ILoggingEvent> started(
      LoggerContext context, Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  /** Waits, for a second at most, until what was said is written: before the process ends. */
  public static void finish() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }
}
