package io.millrace.env.sumo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The traffic of a grid as SUMO reads it: from every way in to every way out, each second a vehicle
 * with a fixed probability, so that SUMO's seed decides when.
 */
final class GridRoutes {

  private static final double SECONDS_PER_HOUR = 3600;

  private GridRoutes() {}

  /** A road that leads into the grid, or out of it, at a place outside. */
  private record Gate(String road, String junction, double x, double y) {}

  static String of(Document network, GridDemand demand) {
    Map<String, Element> outside = new HashMap<>();
    GridNetwork.elements(network, "junction")
        .filter(junction -> junction.getAttribute("type").equals("dead_end"))
        .forEach(junction -> outside.put(junction.getAttribute("id"), junction));
    List<Gate> in = gates(network, outside, "from");
    List<Gate> out = gates(network, outside, "to");
    StringBuilder xml = new StringBuilder("<routes>\n");
    for (Gate entry : in) {
      // netgenerate names a dead end by its side.
      boolean cross = entry.junction().startsWith("top") || entry.junction().startsWith("bottom");
      double rate = cross ? demand.crossVehiclesPerHour() : demand.vehiclesPerHour();
      List<Gate> elsewhere = new ArrayList<>(out);
      elsewhere.removeIf(exit -> exit.junction().equals(entry.junction()));
      Gate ahead = ahead(entry, elsewhere, cross);
      elsewhere.remove(ahead);
      flow(xml, entry, ahead, (1 - demand.turning()) * rate);
      for (Gate exit : elsewhere) {
        flow(xml, entry, exit, demand.turning() * rate / elsewhere.size());
      }
    }
    return xml.append("</routes>\n").toString();
  }

  private static List<Gate> gates(Document network, Map<String, Element> outside, String end) {
    return GridNetwork.elements(network, "edge")
        .filter(edge -> outside.containsKey(edge.getAttribute(end)))
        .map(edge -> gate(edge, outside.get(edge.getAttribute(end))))
        .toList();
  }

  private static Gate gate(Element edge, Element junction) {
    return new Gate(
        edge.getAttribute("id"),
        junction.getAttribute("id"),
        Double.parseDouble(junction.getAttribute("x")),
        Double.parseDouble(junction.getAttribute("y")));
  }

  /** The way out on the opposite side, in the same row or column. */
  private static Gate ahead(Gate entry, List<Gate> exits, boolean cross) {
    return exits.stream()
        .filter(exit -> cross ? exit.x() == entry.x() : exit.y() == entry.y())
        .findFirst()
        .orElseThrow();
  }

  private static void flow(StringBuilder xml, Gate from, Gate to, double perHour) {
    if (perHour > 0) {
      xml.append(
          String.format(
              Locale.ROOT,
              "  <flow id=\"%s-%s\" begin=\"0\" end=\"1000000\" probability=\"%.9f\""
                  + " from=\"%s\" to=\"%s\" departLane=\"best\" departSpeed=\"max\"/>%n",
              from.junction(),
              to.junction(),
              perHour / SECONDS_PER_HOUR,
              from.road(),
              to.road()));
    }
  }
}
