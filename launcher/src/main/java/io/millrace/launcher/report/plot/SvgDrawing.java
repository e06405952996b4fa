package io.millrace.launcher.report.plot;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A chart as SVG; texts stay texts, so that they can be searched, read aloud and edited. */
record SvgDrawing(JFreeChart chart, Typeface face, String caption) {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final String FAMILY = "font-family";
  private static final int DECIMALS = 2;

  byte[] bytes(int width, int height) {
    Document document = document();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(DECIMALS);
    SVGGraphics2D g = new SVGGraphics2D(context, false);
    g.setSVGCanvasSize(new Dimension(width, height));
    // Around a bug of old JDKs JFreeChart draws rotated texts as outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
    chart.draw(g, new Rectangle2D.Double(0, 0, width, height));
    Element root = g.getRoot();
    root.setAttributeNS(null, "viewBox", "0 0 " + width + " " + height);
    root.setAttributeNS(null, "role", "img");
    Element description = document.createElementNS(NAMESPACE, "desc");
    description.setTextContent(caption);
    root.insertBefore(description, root.getFirstChild());
    useFamilies(root);
    return write(root);
  }

  /** Whoever looks at it may not have this machine's font: name others that fit. */
  private void useFamilies(Node node) {
    if (node instanceof Element element && element.hasAttribute(FAMILY)) {
      element.setAttributeNS(null, FAMILY, face.css());
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      useFamilies(child);
    }
  }

  private static byte[] write(Element root) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      TransformerFactory.newDefaultInstance()
          .newTransformer()
          .transform(new DOMSource(root), new StreamResult(bytes));
    } catch (TransformerException e) {
      throw new IllegalStateException("cannot write the picture as SVG", e);
    }
    return bytes.toByteArray();
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java has no XML parser", e);
    }
  }
}
