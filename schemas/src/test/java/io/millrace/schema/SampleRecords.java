package io.millrace.schema;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** One record of every type, with every field set; the golden bytes hold these. */
final class SampleRecords {
  private SampleRecords() {}

  static List<SpecificRecord> all() {
    return List.of(
        trajectory(),
        new GroupEnd("cart", 2L, "w1-7", "environment-failed", 1_700_000_000_000L),
        new RewardEvent("e-1", "w1-7-0", "cart", 2L, 1, 0.75, "judge", 1_700_000_000_001L),
        new AdvantageRecord(
            AdvantageKind.GROUP,
            "w1-7",
            "w1-7",
            "cart",
            2L,
            List.of(
                new AdvantageMember(
                    trajectory(),
                    Tensors.of(new float[] {1, 0.5f}, 2),
                    Tensors.of(new float[] {-1, 1}, 2),
                    3,
                    41L,
                    1_700_000_000_002L))),
        new PolicyAnnouncement("cart", 2L, 5L, "ab".repeat(32), "cd".repeat(32), "ef", 17L, true),
        new DeadLetter(
            "millrace.trajectories",
            3,
            42L,
            1_700_000_000_003L,
            ByteBuffer.wrap(new byte[] {1, 2}),
            ByteBuffer.wrap(new byte[] {3}),
            "malformed",
            "the bytes are not a Trajectory"),
        new TrajectoryFate(
            3,
            41L,
            Fate.USED,
            "w1-7-0",
            "w1-7",
            "cart",
            4L,
            5L,
            1_699_999_999_000L,
            1_700_000_000_002L),
        new LearnerMetrics(
            "cart",
            2L,
            4L,
            5L,
            8,
            1_600L,
            -123.5,
            0.25,
            new TreeMap<>(Map.of("0", 8L)),
            new TreeMap<>(Map.of("loss", 0.5))),
        Tensors.ofDoubles(new double[] {1, 2, 3}, 3));
  }

  static Trajectory trajectory() {
    return new Trajectory(
        "w1-7-0",
        "w1-7",
        0,
        8,
        "cart",
        2L,
        4L,
        "cart-pole",
        99L,
        "w1",
        Tensors.of(new float[] {0, 1, 2, 3, 4, 5}, 3, 2),
        Tensors.of(new float[] {0.5f, -0.5f}, 2, 1),
        Tensors.of(new float[] {1, 1}, 2, 1),
        null,
        Tensors.of(new float[] {-1, -2, -3, -4}, 2, 2, 1),
        Tensors.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 2, 4, 1),
        null,
        null,
        null,
        null,
        true,
        false,
        List.of(0, 1),
        Tensors.of(new float[] {1, 0}, 2, 1),
        1_699_999_999_000L,
        1_700_000_000_000L,
        new TreeMap<>(Map.of("success", "true")));
  }
}
