package io.millrace.gateway;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.sampler.Ode;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.MemorySink;
import io.millrace.rollout.RolloutSettings;
import io.millrace.rollout.TestPolicies;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A gateway in memory: two numbers are seen, one acts; five steps at most. */
public final class TestGateway {

  public static final int MAX_STEPS = 5;

  private static final EnvironmentSpec ENVIRONMENT =
      new EnvironmentSpec(
          "toy", ActionSpace.Box.unbounded(2), ActionSpace.Box.of(1, -1, 1), MAX_STEPS, false);

  private final int actionSize;
  public final MemorySink sink = new MemorySink();
  public final MemorySink demonstrations = new MemorySink();
  public final AtomicLong nanos = new AtomicLong();
  public final Gateway gateway;

  private TestGateway(GatewaySettings settings, boolean realTime) {
    actionSize = settings.environment().forPolicies().actionSize();
    gateway =
        new Gateway(
            settings,
            sink,
            demonstrations,
            InstantSource.system(),
            realTime ? System::nanoTime : nanos::get);
  }

  /** With groups of so many, of which so many make an update; on a clock that a test moves. */
  static TestGateway of(int groupSize, int groupsPerUpdate) {
    return of(groupSize, groupsPerUpdate, limits(), null, false);
  }

  public static TestGateway of(
      int groupSize, int groupsPerUpdate, GatewayLimits limits, String token, boolean realTime) {
    return started(
        settings(ENVIRONMENT, groupSize, groupsPerUpdate, TestGateway::ode, limits, token),
        realTime);
  }

  /** With this action space in place of the number, in groups of one. */
  static TestGateway of(ActionSpace actions) {
    EnvironmentSpec environment = ENVIRONMENT.withActionSpace(actions);
    return started(settings(environment, 1, 4, TestGateway::ode, limits(), null), false);
  }

  /** Before the first version; groups of one. */
  static TestGateway withoutPolicy() {
    return new TestGateway(settings(ENVIRONMENT, 1, 1, TestGateway::ode, limits(), null), false);
  }

  /** That judges in this way; groups of one. */
  static TestGateway judging(Function<FlowPolicy, Acting> evaluation) {
    return started(settings(ENVIRONMENT, 1, 1, evaluation, limits(), null), false);
  }

  private static TestGateway started(GatewaySettings settings, boolean realTime) {
    TestGateway test = new TestGateway(settings, realTime);
    test.version(1);
    return test;
  }

  private static Acting ode(FlowPolicy policy) {
    return Acting.with(new Ode(), policy);
  }

  private static GatewaySettings settings(
      EnvironmentSpec environment,
      int groupSize,
      int groupsPerUpdate,
      Function<FlowPolicy, Acting> evaluation,
      GatewayLimits limits,
      String token) {
    RolloutSettings rollout =
        new RolloutSettings(
            "p", 0, "gateway", 1, groupSize, 0, groupsPerUpdate, 1, Duration.ofSeconds(2));
    return new GatewaySettings(rollout, environment, false, evaluation, limits, token);
  }

  public static GatewayLimits limits() {
    return new GatewayLimits(
        1 << 20, 100, 8, 16, 10_000, Duration.ofSeconds(60), Duration.ofSeconds(30));
  }

  void version(long version) {
    gateway.offer(new ActingPolicy(version, TestPolicies.policy(2, actionSize), false));
  }

  void finish(long version) {
    gateway.offer(new ActingPolicy(version, TestPolicies.policy(2, actionSize), true));
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    gateway.tick();
  }

  /** A client that has said hello and opened a session. */
  TestClient client() {
    TestClient client = new TestClient(gateway);
    client.ask("{'type':'hello','protocol':1}");
    client.ask("{'type':'open','policy':'p','environment':'toy'}");
    return client;
  }
}
