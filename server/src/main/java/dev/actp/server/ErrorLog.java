package dev.actp.server;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.actp.server.log.LogFormat;
import dev.actp.server.log.Logs;

/**
 * Sets {@link Logs} up before anybody logs. The logging library finds this as a service: its own
 * way, by a file, reads XML at every start. A file that an operator names by {@code
 * -Dlogback.configurationFile} wins.
 */
public final class ErrorLog extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Logs.write(context, LogFormat.TEXT);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
