package dev.actp.cli;

import dev.actp.runtime.registry.Tenant;
import java.util.List;
import java.util.Optional;

/** Which of the tenants in a data folder is meant where none is named. */
final class Tenants {
  private Tenants() {}

  /** The only organisation; nothing where there are several. */
  static Optional<String> alone(List<String> ids) {
    List<String> organisations = ids.stream().filter(id -> !id.equals(Tenant.OPERATOR)).toList();
    return organisations.size() == 1 ? Optional.of(organisations.getFirst()) : Optional.empty();
  }
}
