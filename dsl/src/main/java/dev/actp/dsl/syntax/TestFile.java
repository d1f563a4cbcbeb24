package dev.actp.dsl.syntax;

import java.util.List;

/**
 * Tests for policies.
 *
 * @param targets the files under test, relative to this file's folder; at least one
 * @param setUp the steps before the first test, run at the start of each: {@link Step.At}, {@link
 *     Step.SetSession}, {@link Step.SetAgent} and {@link Step.SetRequestIp} only
 */
public record TestFile(
    List<String> documentation,
    List<Text> targets,
    List<Step> setUp,
    List<TestItem> items,
    Span span)
    implements SourceUnit {
  public TestFile {
    documentation = List.copyOf(documentation);
    targets = List.copyOf(targets);
    setUp = List.copyOf(setUp);
    items = List.copyOf(items);
  }
}
