package io.millrace.launcher.cli;

import io.millrace.env.EnvironmentFactory;
import io.millrace.launcher.demonstrations.DemonstrationSet;
import io.millrace.launcher.demonstrations.DemonstrationTopic;
import io.millrace.launcher.progress.Numbers;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills topics of demonstrations, and looks at them. */
@Command(
    name = "demos",
    description =
        "Publishes demonstrations to a topic for policies to imitate; shows what is there.",
    synopsisSubcommandLabel = "publish | show",
    subcommands = {PublishDemosCommand.class, DemosCommand.Show.class})
final class DemosCommand extends CommandGroup {

  /** Names a topic of demonstrations. */
  static final class TopicOption {
    @Mixin private PipelineOptions pipeline;

    @Option(
        names = "--topic",
        paramLabel = "NAME",
        description = "The topic; else \"demonstrations\" after the pipeline's prefix.")
    private String topic;

    DemonstrationTopic topic() {
      return new DemonstrationTopic(
          pipeline.brokers(),
          pipeline.topics(),
          topic == null ? pipeline.topics().demonstrations() : topic);
    }
  }

  @Command(
      name = "show",
      description = {
        "Counts what a policy of the environment would be fitted to, and what would be refused;",
        "the least and the most of each number."
      },
      footer = {
        "",
        "Example:",
        "  millrace demos show --environment multigoal-2d --brokers 127.0.0.1:9092"
      })
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private EnvironmentOption environment;
    @Mixin private TopicOption topic;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    /** The least and the most of one number of an observation or an action. */
    record Range(float least, float most) {
      static List<Range> of(float[] rows, int width) {
        return IntStream.range(0, rows.length == 0 ? 0 : width)
            .mapToObj(column -> column(rows, column, width))
            .toList();
      }

      private static Range column(float[] rows, int column, int width) {
        float least = rows[column];
        float most = rows[column];
        for (int i = column; i < rows.length; i += width) {
          least = Math.min(least, rows[i]);
          most = Math.max(most, rows[i]);
        }
        return new Range(least, most);
      }
    }

    /** The answer for a script. */
    record Answer(
        String topic,
        long trajectories,
        long samples,
        long duplicates,
        SortedMap<String, Long> refused,
        List<Range> observation,
        List<Range> action) {}

    @Override
    public Integer call() {
      EnvironmentFactory read = environment.create();
      DemonstrationSet set = topic.topic().look(DemonstrationTopic.gate(read));
      List<Range> observation = Range.of(set.rows().observations(), read.shape().observationSize());
      List<Range> action = Range.of(set.rows().actions(), read.shape().actionSize());
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(
            Json.of(
                new Answer(
                    set.origin().topic(),
                    set.origin().trajectories(),
                    set.origin().samples(),
                    set.duplicates(),
                    set.refused(),
                    observation,
                    action)));
        return ExitCodes.OK;
      }
      out.println(set.summary());
      Table table = new Table().row("", "LEAST", "MOST");
      rows(table, "observation", observation);
      rows(table, "action", action);
      table.print(out);
      return ExitCodes.OK;
    }

    private static void rows(Table table, String name, List<Range> ranges) {
      for (int i = 0; i < ranges.size(); i++) {
        Range range = ranges.get(i);
        table.row(name + "[" + i + "]", Numbers.value(range.least()), Numbers.value(range.most()));
      }
    }
  }
}
