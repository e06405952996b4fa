package io.millrace.launcher.demonstrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.border.DemonstrationGate;
import io.millrace.job.border.GateVerdict;
import io.millrace.launcher.error.UserError;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemonstrationFileTest {
  @TempDir private Path folder;

  private List<Trajectory> read(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    List<Trajectory> records = new ArrayList<>();
    new DemonstrationFile(file, 2, 1).records("e").forEachRemaining(records::add);
    return records;
  }

  @Test
  void records_csvWithNames_areRowsThatTheGateAccepts() throws Exception {
    List<Trajectory> records = read("rows.csv", "x,y,push\n1, 2,3\n\n-0.5,1e-3,0\n");

    assertThat(records).hasSize(2);
    assertThat(Tensors.floats(records.get(0).getObservations())).containsExactly(1, 2);
    assertThat(Tensors.floats(records.get(0).getActions())).containsExactly(3);
    assertThat(Tensors.floats(records.get(1).getObservations())).containsExactly(-0.5f, 1e-3f);
    for (Trajectory record : records) {
      assertThat(new DemonstrationGate("e", 2, 1).judge(RecordCodec.encode(record)))
          .isInstanceOf(GateVerdict.Accepted.class);
    }
  }

  @Test
  void records_jsonLines_areTheSameRows() throws Exception {
    List<Trajectory> records = read("rows.jsonl", "{\"observation\": [1, 2], \"action\": [3]}\n");

    assertThat(records).hasSize(1);
    assertThat(Tensors.floats(records.get(0).getObservations())).containsExactly(1, 2);
    assertThat(Tensors.floats(records.get(0).getActions())).containsExactly(3);
  }

  @Test
  void records_sameFileAgain_haveTheSameIdsAndEqualRowsOfItDoNot() throws Exception {
    List<Trajectory> first = read("rows.csv", "1,2,3\n1,2,3\n");
    List<Trajectory> again = read("rows.csv", "1,2,3\n1,2,3\n");

    assertThat(again)
        .extracting(Trajectory::getTrajectoryId)
        .isEqualTo(first.stream().map(Trajectory::getTrajectoryId).toList())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.csv | 1,2 | expected 3 numbers, got 2, field=cells",
        "a.csv | 1,2,x | expected a number, field=action[0] value=\"x\"",
        "a.csv | 1,,3 | expected a number, field=observation[1] value=\"\"",
        "a.csv | 1,NaN,3 | expected a finite number, field=observation[1] value=NaN",
        "a.csv | 1,2,1e39 | expected a finite number, field=action[0]",
        "a.jsonl | {\"observation\": [1], \"action\": [3]} | got 1, field=observation",
        "a.jsonl | {\"observation\": [1, 2]} | expected 1 numbers, got 0, field=action",
        "a.jsonl | {\"obs\": [1, 2], \"action\": [3]} | Unrecognized field \"obs\"",
        "a.jsonl | [1, 2, 3] | expected {\"observation\": [...], \"action\": [...]}",
        "a.jsonl | null | expected an object",
      })
  void records_badRow_isRefusedWithItsLine(String name, String row, String problem) {
    String sound = name.endsWith(".csv") ? "1,2,3" : "{\"observation\": [1, 2], \"action\": [3]}";

    assertThatThrownBy(() -> read(name, sound + "\n" + row + "\n" + sound + "\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1 rows are wrong, so none was published")
        .hasMessageContaining("line 2: ")
        .hasMessageContaining(problem);
  }

  @Test
  void records_manyBadRows_tellsTen() {
    assertThatThrownBy(() -> read("rows.csv", "1,2,3\n" + "1\n".repeat(25)))
        .hasMessageContaining("25 rows are wrong")
        .hasMessageContaining("line 11: ")
        .hasMessageContaining("and 15 more")
        .hasMessageNotContaining("line 12: ");
  }

  @Test
  void records_fileThatIsNotThere_saysSo() {
    DemonstrationFile file = new DemonstrationFile(folder.resolve("no.csv"), 2, 1);

    assertThatThrownBy(() -> file.records("e"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no.csv");
  }
}
