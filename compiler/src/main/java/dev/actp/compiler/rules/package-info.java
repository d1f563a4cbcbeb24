/**
 * Policies as Drools rule bases, built through the canonical model API: no rule text and no Java
 * compiler exist at run time. The only importer of {@code org.drools} and {@code org.kie}. What was
 * measured, and why a policy has a rule base of its own: {@code
 * docs/design/0001-one-rule-base-a-policy.md}.
 */
@NullMarked
package dev.actp.compiler.rules;

import org.jspecify.annotations.NullMarked;
