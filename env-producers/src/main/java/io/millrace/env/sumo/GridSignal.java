package io.millrace.env.sumo;

import java.util.List;

/**
 * A signal of a grid.
 *
 * @param id in SUMO
 * @param lanes that lead to it, clockwise from north, the right lane of each road first
 * @param greens groups of movements that may go together
 */
record GridSignal(String id, List<String> lanes, List<Green> greens) {

  /**
   * A group of movements that may go together.
   *
   * @param phase of the signal's program in which they go
   * @param clearing the yellow phase after it
   * @param movements what goes
   */
  record Green(int phase, int clearing, List<Movement> movements) {

    boolean lets(String lane) {
      return movements.stream().anyMatch(movement -> movement.from().equals(lane));
    }
  }

  /** From a lane to a lane. */
  record Movement(String from, String to) {}
}
