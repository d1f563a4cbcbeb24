package dev.actp.runtime.policy;

import dev.actp.runtime.value.Type;
import java.util.SortedMap;

/**
 * What a request for an action may carry.
 *
 * @param open whether attributes besides these are let through, untyped
 */
public record ActionDeclaration(
    String name, SortedMap<String, Type.Member> parameters, boolean open) {}
