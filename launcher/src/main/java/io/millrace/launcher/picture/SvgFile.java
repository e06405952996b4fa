package io.millrace.launcher.picture;

import java.io.ByteArrayOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What every SVG of ours has: its size, a caption that is read aloud, fonts that others have too.
 */
public final class SvgFile {
  /** Of all elements. */
  public static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private static final String FAMILY = "font-family";
  private static final int DECIMALS = 2;

  private SvgFile() {}

  /** How Batik shall write, into a document of its own. */
  public static SVGGeneratorContext context() {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setPrecision(DECIMALS);
    return context;
  }

  /** A root as the bytes of a file; texts stay texts. */
  public static byte[] bytes(Element root, int width, int height, Typeface face, String caption) {
    root.setAttributeNS(null, "viewBox", "0 0 " + width + " " + height);
    root.setAttributeNS(null, "role", "img");
    Element description = root.getOwnerDocument().createElementNS(NAMESPACE, "desc");
    description.setTextContent(caption);
    root.insertBefore(description, root.getFirstChild());
    useFamilies(root, face);
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

  /** Whoever looks at it may not have this machine's font: name others that fit. */
  private static void useFamilies(Node node, Typeface face) {
    if (node instanceof Element element && element.hasAttribute(FAMILY)) {
      element.setAttributeNS(null, FAMILY, face.css());
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      useFamilies(child, face);
    }
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
