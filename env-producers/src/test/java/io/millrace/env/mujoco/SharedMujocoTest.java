package io.millrace.env.mujoco;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.StepResult;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedMujocoTest {

  @BeforeEach
  void assumeInstalled() {
    MujocoProcessTest.assumeInstalled();
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void close_oneOfTwoShares_keepsTheProcessAndTheLastEndsIt() {
    SharedMujoco shared = new SharedMujoco();
    SharedMujoco.Share one = shared.share();
    SharedMujoco.Share other = shared.share();
    long pid = one.process().pid();
    assertThat(other.process().pid()).isEqualTo(pid);
    one.close();
    one.close();
    assertThat(alive(pid)).isTrue();
    assertThat(other.process().version()).isNotBlank();
    other.close();
    assertThat(alive(pid)).isFalse();
    try (SharedMujoco.Share third = shared.share()) {
      assertThat(third.process().pid()).isNotEqualTo(pid);
    }
    shared.share().close(); // never asked for a process: nothing to end
  }

  @Test
  void process_killed_isReplacedAndStillEndsWithTheLastShare() {
    SharedMujoco shared = new SharedMujoco();
    long second;
    try (SharedMujoco.Share share = shared.share()) {
      share.process().close();
      second = share.process().pid();
      assertThat(alive(second)).isTrue();
    }
    assertThat(alive(second)).isFalse();
  }

  private static List<Long> nodes() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .filter(child -> child.info().command().orElse("").endsWith("/node"))
        .map(ProcessHandle::pid)
        .toList();
  }

  @Test
  void close_twoEnvironmentsOfOtherKinds_leaveNoProcess() {
    List<Long> before = nodes();
    try (Environment hopper =
            EnvironmentFactory.of(new MujocoHopperProvider(), new MujocoHopper.Options()).create();
        Environment pendulum =
            EnvironmentFactory.of(new MujocoPendulumProvider(), new MujocoPendulum.Options())
                .create()) {
      for (Environment environment : List.of(hopper, pendulum)) {
        StepResult out = StepResult.of(environment.spec());
        environment.reset(1, out.observation());
        environment.step(new float[environment.spec().actionSize()], out);
      }
      assertThat(nodes()).as("one process serves both").hasSize(Math.max(1, before.size()));
    }
    assertThat(nodes()).isEqualTo(before);
  }
}
