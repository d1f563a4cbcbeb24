package dev.actp.runtime.service;

/** A decision service that takes a step when it is told to. */
public record Stepped(DecisionService service) {

  public static Stepped start(Settings settings) {
    return new Stepped(DecisionService.stepped(settings));
  }

  /** Whether something waited. */
  public boolean step() {
    return service.step();
  }
}
