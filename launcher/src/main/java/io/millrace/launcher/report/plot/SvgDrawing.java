package io.millrace.launcher.report.plot;

import io.millrace.launcher.picture.SvgFile;
import io.millrace.launcher.picture.Typeface;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;

/** A chart as SVG; texts stay texts, so that they can be searched, read aloud and edited. */
record SvgDrawing(JFreeChart chart, Typeface face, String caption) {

  byte[] bytes(int width, int height) {
    SVGGraphics2D g = new SVGGraphics2D(SvgFile.context(), false);
    g.setSVGCanvasSize(new Dimension(width, height));
    // Around a bug of old JDKs JFreeChart draws rotated texts as outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
    chart.draw(g, new Rectangle2D.Double(0, 0, width, height));
    return SvgFile.bytes(g.getRoot(), width, height, face, caption);
  }
}
