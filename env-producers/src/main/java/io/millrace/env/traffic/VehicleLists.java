package io.millrace.env.traffic;

import static io.millrace.env.traffic.TrafficEngine.NOBODY;

import java.util.Arrays;

/**
 * Who is where, and in which order: for each piece the vehicles from front to back, for each lane
 * those that wait to enter it, as doubly linked lists over the slots of {@link Vehicles}.
 */
final class VehicleLists {

  final int[] front;
  final int[] back;
  final int[] waitingFront;
  private final int[] waitingBack;
  private final Vehicles vehicles;

  VehicleLists(int pieces, int lanes, Vehicles vehicles) {
    this.front = new int[pieces];
    this.back = new int[pieces];
    this.waitingFront = new int[lanes];
    this.waitingBack = new int[lanes];
    this.vehicles = vehicles;
  }

  void clear() {
    Arrays.fill(front, NOBODY);
    Arrays.fill(back, NOBODY);
    Arrays.fill(waitingFront, NOBODY);
    Arrays.fill(waitingBack, NOBODY);
  }

  /** Puts a vehicle behind all others of a piece. */
  void pushBack(int piece, int i) {
    insertBehind(piece, back[piece], i);
  }

  /**
   * Puts a vehicle behind another one of a piece.
   *
   * @param before {@link TrafficEngine#NOBODY} for the front of the piece
   */
  void insertBehind(int piece, int before, int i) {
    int after = before == NOBODY ? front[piece] : vehicles.behind[before];
    vehicles.ahead[i] = before;
    vehicles.behind[i] = after;
    if (before == NOBODY) {
      front[piece] = i;
    } else {
      vehicles.behind[before] = i;
    }
    if (after == NOBODY) {
      back[piece] = i;
    } else {
      vehicles.ahead[after] = i;
    }
  }

  /** Takes a vehicle out of a piece. */
  void unlink(int piece, int i) {
    int before = vehicles.ahead[i];
    int after = vehicles.behind[i];
    if (before == NOBODY) {
      front[piece] = after;
    } else {
      vehicles.behind[before] = after;
    }
    if (after == NOBODY) {
      back[piece] = before;
    } else {
      vehicles.ahead[after] = before;
    }
  }

  /** Puts a vehicle at the end of a lane's waiting list. */
  void queue(int lane, int i) {
    vehicles.ahead[i] = waitingBack[lane];
    if (waitingBack[lane] == NOBODY) {
      waitingFront[lane] = i;
    } else {
      vehicles.behind[waitingBack[lane]] = i;
    }
    waitingBack[lane] = i;
  }

  /** Moves the first of a lane's waiting list to the back of the lane. */
  void admit(int lane) {
    int i = waitingFront[lane];
    waitingFront[lane] = vehicles.behind[i];
    if (waitingFront[lane] == NOBODY) {
      waitingBack[lane] = NOBODY;
    } else {
      vehicles.ahead[waitingFront[lane]] = NOBODY;
    }
    pushBack(lane, i);
  }

  /** How many wait to enter a lane. */
  int queued(int lane) {
    int n = 0;
    for (int i = waitingFront[lane]; i != NOBODY; i = vehicles.behind[i]) {
      n++;
    }
    return n;
  }
}
