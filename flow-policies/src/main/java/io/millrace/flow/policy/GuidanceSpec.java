package io.millrace.flow.policy;

import java.util.function.Function;

/**
 * A guidance that still has to be told the version that it compares with.
 *
 * @param version that version; 0 where it compares with none
 * @param guidance of that version's policy, which is null where there is none
 */
public record GuidanceSpec(long version, Function<FlowPolicy, Guidance> guidance) {
  /** No guidance. */
  public static final GuidanceSpec NONE = of(Guidance.NONE);

  /** A guidance that needs no other version. */
  public static GuidanceSpec of(Guidance guidance) {
    return new GuidanceSpec(0, reference -> guidance);
  }
}
