package io.millrace.recipe.option;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The plug-ins of one stage, by id.
 *
 * <p>Immutable, and created anew for each class loader: jobs of one Flink session share the classes
 * of the parent loader, so a static registry would leak the plug-ins of one job into another.
 */
public final class Registry<P extends Plugin> {
  private final String stage;
  private final TreeMap<String, P> plugins = new TreeMap<>();

  private Registry(String stage, Collection<? extends P> plugins) {
    this.stage = stage;
    for (P plugin : plugins) {
      P other = this.plugins.putIfAbsent(plugin.id(), plugin);
      if (other != null) {
        throw new IllegalStateException(
            "expected one plug-in for an id: stage=%s, id=%s, first=%s, second=%s"
                .formatted(
                    stage, plugin.id(), other.getClass().getName(), plugin.getClass().getName()));
      }
    }
  }

  /**
   * The registry of exactly these plug-ins.
   *
   * @throws IllegalStateException if two of them have the same id
   */
  public static <P extends Plugin> Registry<P> of(String stage, Collection<? extends P> plugins) {
    return new Registry<>(stage, plugins);
  }

  /**
   * The built-in plug-ins, and after them those that jars offer as a service.
   *
   * @throws IllegalStateException if two of them have the same id
   */
  public static <P extends Plugin> Registry<P> load(
      String stage, List<? extends P> builtIn, Class<? extends P> service, ClassLoader loader) {
    List<P> plugins = new ArrayList<>(builtIn);
    ServiceLoader.load(service, loader).forEach(plugins::add);
    return new Registry<>(stage, plugins);
  }

  /** The name of the stage, as problems and the schema tell it. */
  public String stage() {
    return stage;
  }

  public boolean isEmpty() {
    return plugins.isEmpty();
  }

  public Optional<P> find(String id) {
    return Optional.ofNullable(plugins.get(id));
  }

  /**
   * The plug-in of this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public P get(String id) {
    return find(id)
        .orElseThrow(() -> new IllegalArgumentException(Nearest.message("plug-in", id, ids())));
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return List.copyOf(plugins.keySet());
  }

  /** All plug-ins, sorted by id. */
  public List<P> plugins() {
    return List.copyOf(plugins.values());
  }
}
