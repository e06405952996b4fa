package io.millrace.flow.learner;

import io.millrace.flow.DecisionTrace;
import io.millrace.flow.Episode;
import io.millrace.flow.Origin;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.random.RandomSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a {@link LearnerState}: a format number, then every field in a fixed order. Weights
 * go as an artifact, so the spec travels with them.
 */
final class LearnerSnapshot {
  private static final int FORMAT = 0x4D4C5332; // "MLS2"

  private LearnerSnapshot() {}

  static byte[] write(LearnerState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      writeBytes(out, state.policy.toArtifact(new Lineage("", 0, 0, null, "", 0, 0)));
      out.writeLong(state.optimizer.steps());
      out.writeInt(state.optimizer.moments().length);
      for (float[] moment : state.optimizer.moments()) {
        writeFloats(out, moment);
      }
      out.writeLong(state.random.seed());
      out.writeLong(state.random.state());
      writeFloats(out, state.reference);
      out.writeLong(state.version);
      out.writeLong(state.updates);
      out.writeLong(state.envSteps);
      writeText(out, state.sha256);
      out.writeBoolean(state.finished);
      out.writeLong(state.oldestUsable);
      out.writeInt(state.used.size());
      for (String id : state.used) {
        writeText(out, id);
      }
      out.writeInt(state.pending.size());
      for (LearnerInput input : state.pending) {
        writeInput(out, input);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static LearnerState read(byte[] snapshot) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      int format = in.readInt();
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "not a learner snapshot of this format, format=" + Integer.toHexString(format));
      }
      FlowPolicy policy = FlowPolicy.fromArtifact(readBytes(in));
      long steps = in.readLong();
      float[][] moments = new float[in.readInt()][];
      for (int i = 0; i < moments.length; i++) {
        moments[i] = readFloats(in);
      }
      RandomSource random = RandomSource.restore(in.readLong(), in.readLong());
      LearnerState state =
          new LearnerState(policy, new OptimizerState(steps, moments), random, readFloats(in));
      state.version = in.readLong();
      state.updates = in.readLong();
      state.envSteps = in.readLong();
      state.sha256 = readText(in);
      state.finished = in.readBoolean();
      state.oldestUsable = in.readLong();
      for (int i = in.readInt(); i > 0; i--) {
        state.used.add(readText(in));
      }
      for (int i = in.readInt(); i > 0; i--) {
        state.pending.add(readInput(in));
      }
      return state;
    } catch (IOException e) {
      throw new IllegalArgumentException("a learner snapshot ends early or is damaged", e);
    }
  }

  private static void writeInput(DataOutputStream out, LearnerInput input) throws IOException {
    writeText(out, input.recordId());
    writeText(out, input.groupId());
    out.writeBoolean(input.correction());
    out.writeLong(input.offset());
    out.writeInt(input.members().size());
    for (LearnerInput.Member member : input.members()) {
      writeEpisode(out, member.episode());
      writeFloats(out, member.advantages());
    }
  }

  private static LearnerInput readInput(DataInputStream in) throws IOException {
    String recordId = readText(in);
    String groupId = readText(in);
    boolean correction = in.readBoolean();
    long offset = in.readLong();
    int count = in.readInt();
    List<LearnerInput.Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(new LearnerInput.Member(readEpisode(in), readFloats(in)));
    }
    return new LearnerInput(recordId, groupId, correction, offset, members);
  }

  private static void writeEpisode(DataOutputStream out, Episode episode) throws IOException {
    writeText(out, episode.id());
    out.writeInt(episode.memberIndex());
    out.writeLong(episode.policyVersion());
    out.writeInt(episode.steps());
    out.writeInt(episode.envSteps());
    out.writeInt(episode.observationSize());
    out.writeInt(episode.actionSize());
    writeFloats(out, episode.observations());
    writeFloats(out, episode.actions());
    writeFloats(out, episode.rewards());
    writeTrace(out, episode.trace());
    out.writeBoolean(episode.terminated());
    out.writeBoolean(episode.truncated());
    out.writeByte(episode.success() == null ? -1 : episode.success() ? 1 : 0);
    out.writeInt(episode.origin().partition());
    out.writeLong(episode.origin().offset());
    out.writeLong(episode.origin().publishedAtMs());
    out.writeLong(episode.origin().startedAtMs());
  }

  private static Episode readEpisode(DataInputStream in) throws IOException {
    return new Episode(
        readText(in),
        in.readInt(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        readFloats(in),
        readFloats(in),
        readFloats(in),
        readTrace(in),
        in.readBoolean(),
        in.readBoolean(),
        readTernary(in),
        new Origin(in.readInt(), in.readLong(), in.readLong(), in.readLong()));
  }

  private static void writeTrace(DataOutputStream out, DecisionTrace trace) throws IOException {
    writeFloats(out, trace.logProbs());
    writeFloats(out, trace.latentPath());
    writeInts(out, trace.steps());
    writeFloats(out, trace.means());
    writeFloats(out, trace.values());
    writeFloats(out, trace.matchingPairs());
  }

  private static DecisionTrace readTrace(DataInputStream in) throws IOException {
    return new DecisionTrace(
        readFloats(in),
        readFloats(in),
        readInts(in),
        readFloats(in),
        readFloats(in),
        readFloats(in));
  }

  private static Boolean readTernary(DataInputStream in) throws IOException {
    byte value = in.readByte();
    return value < 0 ? null : Boolean.valueOf(value == 1);
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = checkedLength(in, 1);
    return in.readNBytes(length);
  }

  private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    if (values == null) {
      out.writeInt(-1);
      return;
    }
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] readFloats(DataInputStream in) throws IOException {
    in.mark(Integer.BYTES);
    if (in.readInt() == -1) {
      return null;
    }
    in.reset();
    float[] values = new float[checkedLength(in, Float.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  private static void writeInts(DataOutputStream out, int[] values) throws IOException {
    out.writeInt(values == null ? -1 : values.length);
    for (int i = 0; values != null && i < values.length; i++) {
      out.writeInt(values[i]);
    }
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    in.mark(Integer.BYTES);
    if (in.readInt() == -1) {
      return null;
    }
    in.reset();
    int[] values = new int[checkedLength(in, Integer.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  private static int checkedLength(DataInputStream in, int elementBytes) throws IOException {
    int length = in.readInt();
    if (length < 0 || (long) length * elementBytes > in.available()) {
      throw new IOException("declared length exceeds what follows, length=" + length);
    }
    return length;
  }
}
