package io.millrace.launcher.report.plot;

import io.millrace.launcher.picture.Typeface;
import io.millrace.launcher.report.OutputFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A picture of the learning curves of some runs.
 *
 * @param smooth how many points of a run's curve each drawn one is the mean of; 1 for none
 * @param title above the chart; null for none
 * @param rewardScale what the recipes multiplied rewards by; curves are drawn without it
 */
public record LearningCurves(
    XAxis x,
    Metric metric,
    Grouping grouping,
    Band band,
    int smooth,
    String title,
    double rewardScale) {

  /**
   * Draws it.
   *
   * @param output its ending says which form
   * @return what is to be seen, as the caption of a figure says it
   */
  public String draw(List<Path> reports, Path output) {
    Picture picture = Picture.by(output);
    OutputFile file = new OutputFile(output);
    file.checkWritable();
    CurveReader reader = new CurveReader(x, metric, rewardScale);
    List<RunCurve> runs =
        reports.stream().map(report -> reader.read(report).smooth(smooth)).toList();
    List<CurveLine> lines = CurveLine.of(runs, grouping, band);
    Typeface face = Typeface.installed();
    String caption = caption(lines);
    file.write(picture.of(new CurveChart(lines, x, metric, face).draw(title), face, caption));
    return caption;
  }

  private String caption(List<CurveLine> lines) {
    boolean seeds = lines.stream().anyMatch(line -> line.seeds() > 1);
    boolean single = lines.stream().anyMatch(line -> line.seeds() == 1);
    StringBuilder text = new StringBuilder();
    text.append(metric.label()).append(" over ").append(x.label()).append('.');
    if (seeds) {
      text.append(" Lines: mean over seeds; bands: ").append(band.caption()).append('.');
    }
    if (smooth > 1) {
      text.append(" Moving average over ").append(smooth).append(" updates.");
    }
    if (lines.stream().map(CurveLine::last).anyMatch(Objects::nonNull)) {
      text.append(" Right: final evaluation on fresh episodes");
      text.append(seeds ? "; bars: " + band.caption() : "");
      text.append(single ? "; bars of single runs: ± one standard error over episodes" : "");
      text.append('.');
    }
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
