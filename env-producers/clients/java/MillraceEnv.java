// Feeds a simulator into Millrace, through `millrace gateway`. Needs a JDK 17 and nothing else.
//
//     MillraceEnv.at("127.0.0.1", 7420).train(simulator, Integer.MAX_VALUE, (number, total,
// version) -> {});
//
// `Gateway` and `Session` speak the protocol step by step. The protocol: clients/README.md.
package io.millrace.client;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Where a gateway is, and what it has to be told. */
public final class MillraceEnv {
  private static final int PROTOCOL = 1;

  private final String host;
  private final int port;
  private final String token;
  private final SSLContext tls;

  private MillraceEnv(String host, int port, String token, SSLContext tls) {
    this.host = host;
    this.port = port;
    this.token = token;
    this.tls = tls;
  }

  public static MillraceEnv at(String host, int port) {
    return new MillraceEnv(host, port, null, null);
  }

  public MillraceEnv withToken(String said) {
    return new MillraceEnv(host, port, said, tls);
  }

  /** Encrypted; the context says whose certificate is trusted. */
  public MillraceEnv withTls(SSLContext trusting) {
    return new MillraceEnv(host, port, token, trusting);
  }

  /** A simulator. An action of choices is their numbers. */
  public interface Environment {

    /** Begins an episode; returns what is seen. The same seed begins the same episode. */
    double[] reset(long seed);

    /** Acts; says what that brought. */
    Outcome step(double[] action);

    /** False where {@code reset} cannot keep to the seed: recipes with groups refuse that. */
    default boolean takesSeeds() {
      return true;
    }
  }

  /**
   * What an action brought.
   *
   * @param observation with an end flag the last of the episode, never the first of the next
   * @param success whether the episode did what it should; null where that is not known
   */
  public record Outcome(
      double[] observation, double reward, boolean terminated, boolean truncated, Boolean success) {
    public Outcome(double[] observation, double reward, boolean terminated, boolean truncated) {
      this(observation, reward, terminated, truncated, null);
    }
  }

  /** Is told of each episode: its number from 1, its return, the version that played it. */
  public interface Listener {
    void ended(int number, double total, long version);
  }

  /** Connects, and trains as {@link Gateway#train} does. */
  public List<Double> train(Environment simulator, int episodes, Listener listener)
      throws IOException {
    try (Gateway gateway = connect()) {
      return gateway.train(simulator, episodes, listener);
    }
  }

  /** Connects, and evaluates as {@link Gateway#evaluate} does. */
  public List<Double> evaluate(Environment simulator, int episodes) throws IOException {
    try (Gateway gateway = connect()) {
      return gateway.evaluate(simulator, episodes);
    }
  }

  /**
   * Connects and says hello.
   *
   * @throws GatewayException if the gateway does not want us
   */
  public Gateway connect() throws IOException {
    Gateway gateway = new Gateway(tls == null ? new Socket(host, port) : encrypted());
    try {
      Map<String, Object> hello = message("hello", Map.of("protocol", PROTOCOL));
      if (token != null) {
        hello.put("token", token);
      }
      gateway.ask(hello);
      return gateway;
    } catch (IOException | RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  private Socket encrypted() throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(host, port);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate is of this host
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static Map<String, Object> message(String type, Map<String, ?> fields) {
    Map<String, Object> message = new LinkedHashMap<>(fields);
    message.put("type", type);
    return message;
  }

  /** A request was refused; {@link #code} says of which kind, the message names field and value. */
  public static final class GatewayException extends IOException {
    private static final long serialVersionUID = 1;
    private final String code;

    GatewayException(String code, String message) {
      super(code + ": " + message);
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** A connection, for one thread: one request at a time, each with its answer. */
  public static final class Gateway implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final BufferedReader in;

    private Gateway(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      out = socket.getOutputStream();
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Sends one message and waits for its answer.
     *
     * @throws GatewayException if it is refused
     */
    public Map<String, Object> ask(Map<String, ?> message) throws IOException {
      out.write((Json.text(message) + "\n").getBytes(StandardCharsets.UTF_8));
      String line = in.readLine();
      if (line == null) {
        throw new EOFException("the gateway has closed the connection");
      }
      Map<String, Object> answer = Json.read(line);
      if ("error".equals(answer.get("type"))) {
        throw new GatewayException((String) answer.get("code"), (String) answer.get("message"));
      }
      return answer;
    }

    /** Plays until the policy has learned enough, or {@code episodes}; returns the returns. */
    public List<Double> train(Environment simulator, int episodes, Listener listener)
        throws IOException {
      return run(simulator, false, episodes, listener);
    }

    /**
     * Plays {@code episodes} in which the policy does not explore, to judge the newest version;
     * they are never learned from. Returns the returns.
     */
    public List<Double> evaluate(Environment simulator, int episodes) throws IOException {
      return run(simulator, true, episodes, (number, total, version) -> {});
    }

    private List<Double> run(
        Environment simulator, boolean judging, int episodes, Listener listener)
        throws IOException {
      List<Double> returns = new ArrayList<>();
      Session session = open(Map.of("seeds", simulator.takesSeeds(), "evaluate", judging));
      while (returns.size() < episodes) {
        Episode begun = session.reset();
        if (begun == null) {
          break;
        }
        Turn end = play(simulator, session, begun.seeds()[0]);
        if (end.abandoned() == null) {
          returns.add(end.returns()[0]);
          listener.ended(returns.size(), end.returns()[0], begun.version());
        }
      }
      session.close();
      return returns;
    }

    private static Turn play(Environment simulator, Session session, long seed) throws IOException {
      Turn turn = session.observe(simulator.reset(seed));
      while (turn.actions() != null) {
        turn = session.step(simulator.step(turn.actions()[0]));
      }
      return turn;
    }

    /** Opens a session; the terms are those of the protocol's {@code open}. */
    public Session open(Map<String, ?> terms) throws IOException {
      return new Session(this, terms);
    }

    /**
     * Logs an episode that somebody else's policy played, for others to imitate; returns its id.
     *
     * @param more fields of the protocol's {@code log}
     */
    public String log(double[][] observations, double[][] actions, Map<String, ?> more)
        throws IOException {
      Map<String, Object> message = message("log", more);
      message.put("observations", observations);
      message.put("actions", actions);
      return (String) ask(message).get("id");
    }

    /** What the gateway has counted, by name. */
    public Map<String, Object> stats() throws IOException {
      return ask(message("stats", Map.of()));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** What begins: a seed for each episode of the session, and the version that will play. */
  public record Episode(long[] seeds, long version) {}

  /**
   * What comes next.
   *
   * @param actions one for each episode, null for one that has ended; null when all have
   * @param returns when all have ended, of each; else null
   * @param abandoned why the gateway gave the episodes up; null if it did not
   */
  public record Turn(double[][] actions, double[] returns, String abandoned) {}

  /** Episodes of one simulator, or with the term {@code episodes: N} of N of them in lockstep. */
  public static final class Session implements AutoCloseable {
    private final Gateway gateway;
    private final String name;
    private final boolean many;
    private final Map<String, Object> opened;

    private Session(Gateway gateway, Map<String, ?> terms) throws IOException {
      this.gateway = gateway;
      this.name = (String) Objects.requireNonNullElse(terms.get("session"), "default");
      this.many = terms.get("episodes") != null;
      this.opened = ask("open", terms);
    }

    /** What the policy expects: the protocol's {@code opened}. */
    public Map<String, Object> terms() {
      return opened;
    }

    private Map<String, Object> ask(String type, Map<String, ?> fields) throws IOException {
      Map<String, Object> message = message(type, fields);
      message.put("session", name);
      return gateway.ask(message);
    }

    /** Begins; null when the policy has learned enough. Waits while the learner is behind. */
    public Episode reset() throws IOException {
      while (true) {
        try {
          Map<String, Object> answer = ask("reset", Map.of());
          if (!"episode".equals(answer.get("type"))) {
            return null;
          }
          double[] seeds = numbers(answer.get(many ? "seeds" : "seed"));
          long version = ((Number) answer.get("version")).longValue();
          return new Episode(
              Arrays.stream(seeds).mapToLong(seed -> (long) seed).toArray(), version);
        } catch (GatewayException e) {
          if (!e.code().equals("try-again")) {
            throw e;
          }
        }
      }
    }

    /** Tells what is seen first, of each episode. */
    public Turn observe(double[]... observations) throws IOException {
      return turn(
          "observe",
          many ? Map.of("observations", observations) : Map.of("observation", observations[0]));
    }

    /** Tells what the actions brought, of each episode; null of one that has ended before. */
    public Turn step(Outcome... outcomes) throws IOException {
      Map<String, Object> said = new HashMap<>();
      say(said, many ? "observations" : "observation", outcomes, Outcome::observation);
      say(said, many ? "rewards" : "reward", outcomes, Outcome::reward);
      say(said, "terminated", outcomes, Outcome::terminated);
      say(said, "truncated", outcomes, Outcome::truncated);
      say(said, "success", outcomes, Outcome::success);
      return turn("step", said);
    }

    private void say(
        Map<String, Object> message, String field, Outcome[] of, Function<Outcome, Object> what) {
      List<Object> each = new ArrayList<>();
      for (Outcome outcome : of) {
        each.add(outcome == null ? null : what.apply(outcome));
      }
      message.put(field, many ? each : each.get(0));
    }

    private Turn turn(String type, Map<String, ?> fields) throws IOException {
      Map<String, Object> answer = ask(type, fields);
      if ("action".equals(answer.get("type"))) {
        List<?> rows = many ? (List<?>) answer.get("actions") : List.of(answer.get("action"));
        return new Turn(
            rows.stream().map(row -> row == null ? null : numbers(row)).toArray(double[][]::new),
            null,
            null);
      }
      String abandoned = (String) answer.get("abandoned");
      Object returns = answer.get(many ? "returns" : "return");
      return new Turn(null, abandoned == null ? numbers(returns) : null, abandoned);
    }

    private static double[] numbers(Object said) {
      return said instanceof List<?> list
          ? list.stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray()
          : new double[] {((Number) said).doubleValue()};
    }

    /** Ends it; an episode that runs is given up. */
    @Override
    public void close() throws IOException {
      ask("close", Map.of());
    }
  }

  /** As much of JSON as the protocol needs; the JDK has none. */
  private static final class Json {
    private static final Pattern TOKEN =
        Pattern.compile("[\\[\\]{},:]|\"(?:[^\"\\\\]++|\\\\.)*+\"|[^\\s\\[\\]{},:\"]+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

    private final List<String> tokens;
    private int at;

    private Json(String text) {
      tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    static Map<String, Object> read(String text) throws IOException {
      Json json = new Json(text);
      json.take("\\{");
      return json.object();
    }

    /** NaN stays NaN, which JSON does not know, so that the gateway names the field. */
    static String text(Object value) {
      if (value instanceof String string) {
        return quoted(string);
      } else if (value instanceof Map<?, ?> map) {
        return map.entrySet().stream()
            .map(entry -> quoted((String) entry.getKey()) + ":" + text(entry.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
      } else if (value instanceof double[] numbers) {
        return text(Arrays.stream(numbers).boxed().toList());
      } else if (value instanceof double[][] rows) {
        return text(Arrays.asList(rows));
      } else if (value instanceof Collection<?> list) {
        return list.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
      }
      return String.valueOf(value); // a number, true, false or null
    }

    private static String quoted(String string) {
      return string
          .chars()
          .mapToObj(
              c ->
                  c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted(c) : Character.toString(c))
          .collect(Collectors.joining("", "\"", "\""));
    }

    Object value() throws IOException {
      String token = take(".*");
      return switch (token.charAt(0)) {
        case '{' -> object();
        case '[' -> list();
        case '"' -> unquoted(token);
        default -> word(token);
      };
    }

    private Map<String, Object> object() throws IOException {
      Map<String, Object> object = new HashMap<>();
      for (boolean more = !found("}"); more; more = !take("[,}]").equals("}")) {
        String name = unquoted(take("\".*"));
        take(":");
        object.put(name, value());
      }
      return object;
    }

    private List<Object> list() throws IOException {
      List<Object> list = new ArrayList<>();
      for (boolean more = !found("]"); more; more = !take("[,\\]]").equals("]")) {
        list.add(value());
      }
      return list;
    }

    private Object word(String token) throws IOException {
      try {
        return switch (token) {
          case "null" -> null;
          case "true", "false" -> Boolean.valueOf(token);
          default -> Double.valueOf(token);
        };
      } catch (NumberFormatException e) {
        throw wrong(token);
      }
    }

    private static String unquoted(String token) {
      return ESCAPE
          .matcher(token.substring(1, token.length() - 1))
          .replaceAll(found -> Matcher.quoteReplacement(unescaped(found.group(1))));
    }

    private static String unescaped(String code) {
      if (code.length() > 1) {
        return Character.toString(Integer.parseInt(code.substring(1), 16));
      }
      int named = "bfnrt".indexOf(code);
      return named < 0 ? code : "\b\f\n\r\t".substring(named, named + 1);
    }

    private boolean found(String token) {
      boolean found = at < tokens.size() && tokens.get(at).equals(token);
      at += found ? 1 : 0;
      return found;
    }

    private String take(String expected) throws IOException {
      String token = at < tokens.size() ? tokens.get(at) : "the end";
      if (at == tokens.size() || !token.matches(expected)) {
        throw wrong(token);
      }
      at++;
      return token;
    }

    private static IOException wrong(String token) {
      return new IOException("expected an answer of a gateway in JSON, got " + token);
    }
  }
}
