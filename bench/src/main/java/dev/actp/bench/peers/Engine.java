package dev.actp.bench.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A server that is measured, and how it is asked.
 *
 * @param name as the report says it
 * @param command that starts it; its standard output goes to a log
 * @param environment added to this process's
 * @param port of 127.0.0.1
 * @param path of the requests
 * @param requests one body on each line
 * @param headers sent with each request
 * @param allowed what an answer that allows contains, and no other does
 */
record Engine(
    String name,
    List<String> command,
    Map<String, String> environment,
    int port,
    String path,
    Path requests,
    Map<String, String> headers,
    String allowed) {
  Engine {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    headers = Map.copyOf(headers);
  }

  Engine asking(Path bodies, Map<String, String> with) {
    return new Engine(name, command, environment, port, path, bodies, with, allowed);
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }
}
