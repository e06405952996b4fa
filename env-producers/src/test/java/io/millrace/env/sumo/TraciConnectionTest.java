package io.millrace.env.sumo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.external.SimulatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraciConnectionTest {

  private static final int VEHICLE = 0xa4;
  private static final int SPEED = 0x40;

  @TempDir Path folder;

  private static GridNetwork emptyGrid() {
    return GridNetwork.of(new GridNetwork.Plan(1, 1, 200, new GridDemand(0, 0, 0)));
  }

  private SumoProcess start(String routes) throws IOException {
    Path file = folder.resolve("test.rou.xml");
    Files.writeString(file, "<routes>" + routes + "</routes>");
    return SumoProcess.start(
        List.of("-n", emptyGrid().file().toString(), "-r", file.toString(), "--seed", "1"));
  }

  /** No driver's imperfection, no other vehicle: 10 m/s after 10 / 2.6 s, and not more. */
  @Test
  void step_loneVehicle_reachesItsMaximumSpeed() throws IOException {
    SumoGridTest.assumeInstalled();
    String lone =
        "<vType id=\"t\" sigma=\"0\" speedFactor=\"1\" maxSpeed=\"10\" accel=\"2.6\"/>"
            + "<vehicle id=\"v\" type=\"t\" depart=\"0\" departSpeed=\"0\">"
            + "<route edges=\"left0A0 A0right0\"/></vehicle>";
    try (SumoProcess sumo = start(lone)) {
      double fastest = 0;
      for (int second = 0; second < 12; second++) {
        double speed =
            sumo.call(
                connection -> {
                  connection.step((object, variable, value) -> {});
                  return connection.get(VEHICLE, "v", SPEED);
                });
        assertThat(speed).isLessThanOrEqualTo(10);
        assertThat(speed - fastest).isLessThanOrEqualTo(2.6 + 1e-9);
        fastest = Math.max(fastest, speed);
      }
      assertThat(fastest).isEqualTo(10, within(1e-9));
    }
  }

  @Test
  void version_ofTheInstalledSumo_isKnown() throws IOException {
    SumoGridTest.assumeInstalled();
    try (SumoProcess sumo = start("")) {
      TraciConnection.Version version = sumo.call(TraciConnection::version);
      assertThat(version.api()).isGreaterThanOrEqualTo(20);
      assertThat(version.simulator()).startsWith("SUMO");
    }
  }

  @Test
  void setPhase_unknownSignal_tellsCommandAndDescription() throws IOException {
    SumoGridTest.assumeInstalled();
    try (SumoProcess sumo = start("")) {
      assertThatThrownBy(
              () ->
                  sumo.call(
                      connection -> {
                        connection.setPhase("nowhere", 0);
                        return null;
                      }))
          .isInstanceOf(SimulatorException.class)
          .hasMessageContaining("command=0xc2")
          .hasMessageContaining("nowhere");
    }
  }

  @Test
  void start_badRoutes_saysWhatSumoSaid() {
    SumoGridTest.assumeInstalled();
    assertThatThrownBy(() -> start("<vehicle id=\"v\" depart=\"0\" route=\"missing\"/>"))
        .isInstanceOf(SimulatorException.class)
        .hasMessageContaining("simulator=sumo process=ended with 1")
        .hasMessageContaining("missing");
  }
}
