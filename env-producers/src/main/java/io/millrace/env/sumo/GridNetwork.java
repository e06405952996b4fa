package io.millrace.env.sumo;

import io.millrace.env.external.ChildProcess;
import io.millrace.env.external.SimulatorException;
import io.millrace.env.sumo.GridSignal.Green;
import io.millrace.env.sumo.GridSignal.Movement;
import io.millrace.env.traffic.RoadPicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A signalized grid made by SUMO's {@code netgenerate} in a temporary folder: two lanes a road,
 * roads that lead in and out on all four sides, two greens a signal (north-south, east-west; left
 * turns yield).
 *
 * @param file the network
 * @param routes the traffic
 * @param signals in the order of their ids
 * @param lanes all lanes outside crossings
 * @param picture of the same lanes
 */
record GridNetwork(
    Path file, Path routes, List<GridSignal> signals, List<String> lanes, RoadPicture picture) {

  /** Lanes that lead to a signal. */
  static final int LANES = 8;

  /** Greens of a signal: 0 is north-south, 1 is east-west. */
  static final int GREENS = 2;

  private static final Map<Plan, GridNetwork> MADE = new ConcurrentHashMap<>();

  /** What decides the files. */
  record Plan(int rows, int columns, double roadLength, GridDemand demand) {}

  /** The network of a plan; made once a JVM. */
  static GridNetwork of(Plan plan) {
    return MADE.computeIfAbsent(plan, GridNetwork::make);
  }

  private static GridNetwork make(Plan plan) {
    try {
      Path folder = Files.createTempDirectory("millrace-sumo");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve("grid.net.xml");
      generate(plan, file);
      file.toFile().deleteOnExit();
      Document network = parse(file);
      Path routes = folder.resolve("grid.rou.xml");
      Files.writeString(routes, GridRoutes.of(network, plan.demand()));
      routes.toFile().deleteOnExit();
      return new GridNetwork(file, routes, signals(network), lanes(network), picture(network));
    } catch (IOException e) {
      throw new UncheckedIOException("expected a temporary folder for a network", e);
    }
  }

  private static void generate(Plan plan, Path file) {
    String length = Double.toString(plan.roadLength());
    ChildProcess generator =
        ChildProcess.start(
            "netgenerate",
            List.of(
                SumoProcess.program("netgenerate").toString(),
                "--grid",
                "--grid.x-number",
                Integer.toString(plan.columns()),
                "--grid.y-number",
                Integer.toString(plan.rows()),
                "--grid.length",
                length,
                "--grid.attach-length",
                length,
                "--default.lanenumber",
                "2",
                "--default-junction-type",
                "traffic_light",
                "--no-turnarounds",
                "true",
                "--output-file",
                file.toString()));
    if (generator.awaitExit(Duration.ofSeconds(30)) != 0) {
      throw generator.failure("expected a network of " + plan, null);
    }
  }

  private static Document parse(Path file) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new SimulatorException("expected a network in XML, file=" + file, e);
    }
  }

  static Stream<Element> elements(Document document, String tag) {
    NodeList found = document.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
  }

  private static List<String> lanes(Document network) {
    return roads(network).map(lane -> lane.getAttribute("id")).toList();
  }

  /** Lanes outside crossings. */
  private static Stream<Element> roads(Document network) {
    return elements(network, "lane").filter(lane -> !lane.getAttribute("id").startsWith(":"));
  }

  private static RoadPicture picture(Document network) {
    return RoadPicture.of(roads(network).map(lane -> shape(lane.getAttribute("shape"))).toList());
  }

  /** Points as SUMO writes them, {@code "x,y x,y"}. */
  private static double[][] shape(String points) {
    String[] each = points.split(" ");
    double[][] shape = new double[2][each.length];
    for (int i = 0; i < each.length; i++) {
      int comma = each[i].indexOf(',');
      shape[0][i] = Double.parseDouble(each[i].substring(0, comma));
      shape[1][i] = Double.parseDouble(each[i].substring(comma + 1));
    }
    return shape;
  }

  private static List<GridSignal> signals(Document network) {
    Map<String, List<String>> incoming = new HashMap<>();
    elements(network, "junction")
        .forEach(
            junction ->
                incoming.put(
                    junction.getAttribute("id"),
                    List.of(junction.getAttribute("incLanes").split(" "))));
    return elements(network, "tlLogic")
        .map(program -> signal(network, program, incoming.get(program.getAttribute("id"))))
        .peek(GridNetwork::check)
        .toList();
  }

  private static GridSignal signal(Document network, Element program, List<String> lanes) {
    String id = program.getAttribute("id");
    NodeList phases = program.getElementsByTagName("phase");
    List<Green> greens = new ArrayList<>();
    for (int i = 0; i < phases.getLength(); i++) {
      String lights = ((Element) phases.item(i)).getAttribute("state");
      if (lights.indexOf('y') < 0 && lights.toLowerCase().indexOf('g') >= 0) {
        greens.add(new Green(i, (i + 1) % phases.getLength(), movements(network, id, lights)));
      }
    }
    return new GridSignal(id, lanes, greens);
  }

  private static List<Movement> movements(Document network, String signal, String lights) {
    Set<Movement> movements = new LinkedHashSet<>();
    elements(network, "connection")
        .filter(link -> link.getAttribute("tl").equals(signal))
        .filter(link -> goes(lights, Integer.parseInt(link.getAttribute("linkIndex"))))
        .forEach(
            link ->
                movements.add(
                    new Movement(
                        link.getAttribute("from") + "_" + link.getAttribute("fromLane"),
                        link.getAttribute("to") + "_" + link.getAttribute("toLane"))));
    return List.copyOf(movements);
  }

  private static boolean goes(String lights, int link) {
    return Character.toLowerCase(lights.charAt(link)) == 'g';
  }

  private static void check(GridSignal signal) {
    if (signal.lanes().size() != LANES || signal.greens().size() != GREENS) {
      throw new SimulatorException(
          "expected %d lanes and %d greens, signal=%s lanes=%d greens=%d"
              .formatted(
                  LANES, GREENS, signal.id(), signal.lanes().size(), signal.greens().size()));
    }
  }
}
