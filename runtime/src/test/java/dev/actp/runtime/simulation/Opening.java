package dev.actp.runtime.simulation;

import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a world begins: a tenant, people, agents, a policy, tokens. */
record Opening(World world) {
  static final List<String> AGENTS = List.of("a1", "a2", "a3");
  static final List<String> PEOPLE = List.of("ann", "bob", "cyd", "dan");

  void open(Random random) {
    act(new Act.CreateTenant("Tenant", key()));
    PEOPLE.forEach(person -> act(new Act.AddMember(Plan.GROUP, person)));
    AGENTS.forEach(agent -> act(new Act.PutAgent(agent(agent, false, owner(random)))));
    act(activate(world, Plan.any(random)));
    for (int i = 0; i < 3; i++) {
      act(new Act.RegisterToken(world.tokens.issue(random)));
    }
  }

  private void act(Act act) {
    world.perform(act);
    world.step(-1);
  }

  static Act activate(World world, Plan plan) {
    return new Act.ActivatePolicy(
        Plan.ID, PlanBook.FILE, world.plans.add(plan), PlannedPolicy.of(plan));
  }

  static @Nullable String owner(Random random) {
    return random.nextInt(3) == 0 ? "ann" : null;
  }

  static Agent agent(String id, boolean disabled, @Nullable String owner) {
    return new Agent(
        id, "Agent " + id, "", Value.Struct.EMPTY, List.of(Plan.ID), owner, disabled, Clocks.START);
  }

  private static ApiKey key() {
    Set<ApiKey.Role> roles = Set.of(ApiKey.Role.ADMIN, ApiKey.Role.ENFORCER);
    return new ApiKey(
        "k-admin",
        World.TENANT,
        "key",
        "00",
        roles,
        null,
        Set.of(),
        Set.of(),
        null,
        true,
        true,
        Clocks.START,
        null,
        false);
  }
}
