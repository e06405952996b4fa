package io.millrace.env.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfRegulatingCarsTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return create(SelfRegulatingCars.Options.standard());
  }

  private static Environment create(SelfRegulatingCars.Options options) {
    return TimeLimit.of(new SimulatedEnvironment(new SelfRegulatingCars(options)));
  }

  /** Commands the same number in all cells; the vehicles that left in the last hour. */
  private double throughput(Function<Environment, Float> rule) {
    return throughput(create(), rule);
  }

  private static double throughput(Environment environment, Function<Environment, Float> rule) {
    StepResult out = StepResult.of(environment.spec());
    environment.reset(1, new float[10]);
    do {
      float action = rule.apply(environment);
      environment.step(new float[] {action, action, action}, out);
    } while (!out.done());
    return Double.parseDouble(environment.attributes().get("throughput"));
  }

  @Test
  void throughput_goldensOfTheSheet() {
    assertThat(throughput(e -> 1f)).isCloseTo(3024, within(5e-4));
    assertThat(throughput(e -> 0f)).isCloseTo(3024, within(5e-4));
    assertThat(throughput(e -> -1f)).isCloseTo(3300, within(5e-4));
  }

  @Test
  void throughput_thirtyAfterAnHourOfSixty_isTooLate() {
    assertThat(throughput(e -> e.state()[10] < 360 ? 1f : -1f)).isCloseTo(3024, within(5e-4));
  }

  @Test
  void throughput_feedbackOnTheBottleneck_isTheSheets() {
    // The sheet's rule acts at every step of the model; after 60 s it would come too late.
    Environment environment = create(new SelfRegulatingCars.Options(3200, 500, 4, 1, 0.5, 0.01));
    assertThat(throughput(environment, e -> e.state()[3] > 54 ? -1f : 0f))
        .isCloseTo(3299.999, within(0.005));
  }

  @Test
  void densities_atSixty_areTheJamOfTheSheet() {
    Environment environment = create();
    StepResult out = StepResult.of(environment.spec());
    environment.reset(1, new float[10]);
    do {
      environment.step(new float[] {1, 1, 1}, out);
    } while (!out.done());
    double[] jam = {111.7, 111.7, 111.7, 218.4, 50.4, 50.4};
    for (int i = 0; i < jam.length; i++) {
      assertThat(environment.state()[i]).isCloseTo(jam[i], within(0.05));
    }
  }

  @ParameterizedTest
  @CsvSource({"-2, 30", "-0.34, 30", "-0.33, 45", "0.33, 45", "0.34, 60", "2, 60"})
  void speed_thirds(double action, double speed) {
    assertThat(SelfRegulatingCars.speed(action)).isEqualTo(speed);
  }

  @Test
  void step_steadyFlow_paysByHand() {
    // All cells at 30 veh/km and 60 km/h; demand 1800, no ramp: nothing changes, nothing is lost.
    Environment environment =
        new SimulatedEnvironment(
            new SelfRegulatingCars(new SelfRegulatingCars.Options(1800, 0, 3, 12, 0.5, 0.01)));
    StepResult out = StepResult.of(environment.spec());
    environment.setState(new double[] {30, 30, 30, 30, 30, 30, 60, 60, 60, 0, 0, 0});
    environment.step(new float[] {1, 1, 1}, out);
    // 1800 veh/h over 120 s are 60 vehicles.
    assertThat(out.reward()).isCloseTo(0.6, within(1e-12));
    environment.setState(new double[] {30, 30, 30, 30, 30, 30, 60, 60, 60, 0, 0, 0});
    environment.step(new float[] {1, 1, 0}, out);
    // Cell 2 at 45 lets out less at first: some vehicle-hours, and one changed speed.
    assertThat(out.reward()).isLessThan(0.6 - 0.01);
  }

  @ParameterizedTest
  @CsvSource({"600, 904.0112", "900, 712.4253", "1200, 559.4545"})
  void gapAcceptance_goldens(double flow, double capacity) {
    assertThat(GapAcceptance.capacity(flow, 4, 2.5)).isCloseTo(capacity, within(5e-5));
  }

  @Test
  void intelligentDriver_goldens() {
    IntelligentDriver driver = new IntelligentDriver(100.0 / 3, 1.5, 1, 2, 2, 5);
    assertThat(driver.equilibriumGap(20)).isCloseTo(34.299717, within(1e-6));
    assertThat(driver.accelerate(20, 5, 40)).isCloseTo(-1.965064, within(1e-6));
    assertThat(driver.accelerate(10, -2, 20)).isCloseTo(0.745441, within(1e-6));
    assertThat(driver.flow(18.7703)).isCloseTo(1836.4095, within(5e-5));
    assertThat(driver.flow(18.7)).isLessThan(driver.flow(18.7703));
    assertThat(driver.flow(18.84)).isLessThan(driver.flow(18.7703));
  }

  /** 56 veh/km is where free flow ends. */
  @Test
  void scene_denseCell_isRed() {
    double[] density = {10, 56, 57, 300, 0, 0};
    List<Mark> marks = HighwayPicture.of(density, new double[] {60, 45, 30}, 0).marks();
    assertThat(marks.subList(0, 6).stream().map(mark -> ((Mark.Rectangle) mark).ink()))
        .containsExactly(Ink.SKY, Ink.SKY, Ink.RED, Ink.RED, Ink.SKY, Ink.SKY);
    assertThat(((Mark.Rectangle) marks.get(3)).height()).isCloseTo(40, within(1e-9));
    assertThat(((Mark.Text) marks.get(8)).text()).isEqualTo("30 km/h");
  }
}
