package dev.actp.compiler.notation;

import dev.actp.dsl.syntax.Period;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every key of {@code constraints} on a capability. */
final class Constraints {
  static final SortedMap<String, Constraint> BY_KEY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("maxRows", DataConstraints::maxRows),
              Map.entry("columns", DataConstraints::columns),
              Map.entry("excludeColumns", DataConstraints::excludeColumns),
              Map.entry("readOnly", DataConstraints::readOnly),
              Map.entry("blockSensitiveData", DataConstraints::blockSensitiveData),
              Map.entry("requiredFields", DataConstraints::requiredFields),
              Map.entry("dateRange", DataConstraints::dateRange),
              Map.entry("format", DataConstraints::format),
              Map.entry("classification", DataConstraints::classification),
              Map.entry("maxLength", DataConstraints::maxLength),
              Map.entry("maxAmount", ReachConstraints::maxAmount),
              Map.entry("maxRecipients", ReachConstraints::maxRecipients),
              Map.entry("allowedDomains", ReachConstraints::allowedDomains),
              Map.entry("safeDomains", ReachConstraints::safeDomains),
              Map.entry("onlyForCustomer", ReachConstraints::onlyForCustomer),
              Map.entry("maxPerDay", UseConstraints.per(Period.Unit.DAY)),
              Map.entry("maxPerHour", UseConstraints.per(Period.Unit.HOUR)),
              Map.entry("max_actions_per_day", UseConstraints.per(Period.Unit.DAY)),
              Map.entry("rateLimit", UseConstraints::rate),
              Map.entry("rate_limit", UseConstraints::rate),
              Map.entry("maxQueries", UseConstraints::maxQueries),
              Map.entry("maxOpen", UseConstraints::maxOpen),
              Map.entry("allowed_hours", TimeConstraints::allowedHours),
              Map.entry("notDuring", TimeConstraints::notDuring),
              Map.entry("requireApproval", PeopleConstraints::requireApproval),
              Map.entry("requireReview", PeopleConstraints::requireReview),
              Map.entry("maxDelegationDepth", PolicyRules::maxDelegationDepth),
              Map.entry("attenuationRequired", PolicyRules::attenuationRequired)));

  private Constraints() {}
}
