package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.recipe.EnvironmentPlugin;
import io.millrace.recipe.EnvironmentShape;
import io.millrace.recipe.Environments;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentProvidersTest {

  private static Registry<EnvironmentPlugin> registry() {
    return Environments.registry(EnvironmentProvidersTest.class.getClassLoader());
  }

  @Test
  void registry_ofThisModule_offersEveryEnvironment() {
    assertThat(registry().ids())
        .containsExactly(
            "acrobot",
            "bimodal-1d",
            "box-o-flows",
            "cart-pole",
            "cityflow",
            "crypto-mm",
            "cylinder",
            "die-shape",
            "external",
            "four-mode-bandit",
            "glass-robot",
            "gmm1d-mode",
            "ks-1d",
            "lfq",
            "mountain-car-continuous",
            "moving",
            "mujoco-cartpole",
            "mujoco-hopper",
            "mujoco-pendulum",
            "multigoal-2d",
            "multimodal-bandit",
            "pendulum",
            "prophet",
            "rayleigh-benard",
            "reach",
            "reach-2d",
            "ring4",
            "self-regulating-cars",
            "sumo-grid",
            "two-band-bandit",
            "two-cluster",
            "two-doors",
            "under-conditioned-grid");
    assertThat(registry().plugins())
        .allSatisfy(
            plugin -> {
              assertThat(plugin).isInstanceOf(EnvironmentProvider.class);
              assertThat(plugin.summary()).isNotBlank();
            });
  }

  @Test
  void provider_everyOne_hasAKit() throws ClassNotFoundException {
    for (EnvironmentPlugin plugin : registry().plugins()) {
      if (plugin instanceof ExternalProvider) {
        continue; // nobody here can step it: the gateway's tests hold its sessions to the contract
      }
      String kit = plugin.getClass().getName().replaceFirst("Provider$", "Test");
      assertThat(EnvironmentKit.class).isAssignableFrom(Class.forName(kit));
    }
  }

  @Test
  void shape_boundedBox_centersAndScales() {
    assertThat(new PendulumProvider().shape(new Pendulum.Options()))
        .isEqualTo(new EnvironmentShape(3, 1, new float[] {0}, new float[] {2}));
    assertThat(new Multigoal2dProvider().shape(new Multigoal2d.Options(0)))
        .isEqualTo(new EnvironmentShape(2, 2, new float[] {0, 0}, new float[] {1, 1}));
  }

  @Test
  void shape_unboundedAction_isTheSample() {
    EnvironmentShape unscaled = new EnvironmentShape(2, 1, new float[] {0}, new float[] {1});
    assertThat(new Gmm1dModeProvider().shape(new Gmm1dMode.Options(Optional.empty())))
        .isEqualTo(unscaled);
    assertThat(new CartPoleProvider().shape(new CartPole.Options(CartPole.Actions.THRESHOLD)))
        .isEqualTo(new EnvironmentShape(4, 1, new float[] {0}, new float[] {1}));
  }

  @Test
  void shape_choices_areTokens() {
    assertThat(new CartPoleProvider().shape(new CartPole.Options(CartPole.Actions.DISCRETE)))
        .isEqualTo(EnvironmentShape.ofChoices(4, 2));
    assertThat(new Ring4Provider().shape(new Ring4.Options(0)))
        .isEqualTo(EnvironmentShape.ofChoices(0, 4));
  }

  @Test
  void external_boxOrChoices_givesItsShapeButNoInstance() {
    External.Options box =
        new External.Options(
            "plant",
            3,
            new External.Actions(
                Optional.of(List.of(0.0, -1.0)),
                Optional.of(List.of(4.0, 1.0)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            50);
    assertThat(new ExternalProvider().shape(box))
        .isEqualTo(new EnvironmentShape(3, 2, new float[] {2, 0}, new float[] {2, 1}));
    External.Options choice =
        new External.Options(
            "plant",
            3,
            new External.Actions(
                Optional.empty(),
                Optional.empty(),
                Optional.of(4),
                Optional.empty(),
                Optional.empty()),
            0);
    assertThat(new ExternalProvider().shape(choice)).isEqualTo(EnvironmentShape.ofChoices(3, 4));
    assertThatThrownBy(() -> new ExternalProvider().create(box))
        .hasMessageContaining("'plant' is external")
        .hasMessageContaining("millrace gateway");
    External.Options neither =
        new External.Options(
            "plant",
            3,
            new External.Actions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            0);
    assertThatThrownBy(() -> new ExternalProvider().shape(neither))
        .hasMessageContaining("environment.actions: expected low and high, or choices");
  }

  @Test
  void external_numbersAndChoices_areMixedOrSeveral() {
    assertThat(externalSpace(true, Optional.of(4), Optional.empty(), false))
        .isEqualTo(
            new ActionSpace.Mixed(ActionSpace.Box.of(1, -1, 1), new ActionSpace.MultiDiscrete(4)));
    assertThat(externalSpace(true, Optional.empty(), Optional.of(List.of(2, 3)), true))
        .isEqualTo(
            new ActionSpace.Mixed(
                ActionSpace.Box.of(1, -1, 1), ActionSpace.MultiDiscrete.masked(2, 3)));
    assertThat(externalSpace(false, Optional.empty(), Optional.of(List.of(2, 3)), false))
        .isEqualTo(new ActionSpace.MultiDiscrete(2, 3));
    assertThat(externalSpace(false, Optional.of(4), Optional.empty(), true))
        .isEqualTo(ActionSpace.MultiDiscrete.masked(4));
    assertThatThrownBy(() -> externalSpace(true, Optional.empty(), Optional.empty(), true))
        .hasMessageContaining("environment.actions.masked: expected choices or positions");
    assertThatThrownBy(() -> externalSpace(false, Optional.of(4), Optional.of(List.of(2)), false))
        .hasMessageContaining("choices=4 positions=[2]");
  }

  private static ActionSpace externalSpace(
      boolean box, Optional<Integer> choices, Optional<List<Integer>> positions, boolean masked) {
    Optional<List<Double>> low = box ? Optional.of(List.of(-1.0)) : Optional.empty();
    Optional<List<Double>> high = box ? Optional.of(List.of(1.0)) : Optional.empty();
    return new ExternalProvider()
        .spec(
            new External.Options(
                "plant",
                3,
                new External.Actions(low, high, choices, positions, Optional.of(masked)),
                0))
        .actionSpace();
  }

  @Test
  void factory_ofAChoice_makesInstancesUnderTheirLimit() {
    EnvironmentFactory factory =
        EnvironmentFactory.of(new Choice("pendulum", new Pendulum.Options()));
    assertThat(factory.id()).isEqualTo("pendulum");
    assertThat(factory.create().spec().maxEpisodeSteps()).isEqualTo(200);
    assertThat(factory.create()).isNotSameAs(factory.create());
    assertThat(factory.demonstrations()).isPresent();
  }

  @Test
  void factory_foreignOptions_refused() {
    Choice choice = new Choice("pendulum", new CartPole.Options(CartPole.Actions.DISCRETE));
    assertThatThrownBy(() -> EnvironmentFactory.of(choice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environment=pendulum");
  }

  @Test
  void summarize_multigoal_countsGoalsAlive() {
    List<EpisodeOutcome> episodes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      // Goal 0: 50, goal 1: 5, goal 2: 4, goal 3: none, no goal: 41.
      Map<String, String> attributes =
          i < 50
              ? Map.of("goal", "0")
              : i < 55 ? Map.of("goal", "1") : i < 59 ? Map.of("goal", "2") : Map.of();
      episodes.add(new EpisodeOutcome(-1, 30, !attributes.isEmpty(), attributes));
    }
    assertThat(new Multigoal2dProvider().summarize(episodes))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "goalShare0", 0.5,
                "goalShare1", 0.05,
                "goalShare2", 0.04,
                "goalShare3", 0.0,
                "goalsAlive", 2.0));
  }
}
