package io.millrace.env.robot;

import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.ArrayList;
import java.util.List;

/**
 * How a {@link RobotCell} looks: stations in a row, glass that grows blue as it is worked on and
 * orange when it dwells, the robot below with what it holds, and how many glasses are done.
 */
record CellPicture(RobotCell cell, List<Double> processing, int glasses) {

  private static final double BOX = 0.7;

  Scene of(double[] state) {
    int last = cell.stations() - 1;
    List<Mark> marks = new ArrayList<>();
    for (int station = 0; station <= last; station++) {
      boolean port = station == 0 || station == last;
      marks.add(new Mark.Rectangle(port ? Ink.GRAY : Ink.PALE, station - BOX / 2, 0, BOX, BOX));
      if (!port && cell.occupied(state, station)) {
        marks.add(glass(state, station));
      }
    }
    double robot = state[RobotCell.POSITION];
    marks.add(Mark.Line.between(Ink.GRAY, 0.03, 0, -0.9, last, -0.9));
    marks.add(new Mark.Disc(Ink.DARK, robot, -0.9, 0.2));
    marks.add(Mark.Line.between(Ink.DARK, 0.08, robot, -0.9, robot, -0.4));
    addHeld(state, robot, marks);
    double share = state[RobotCell.COMPLETED] / glasses;
    marks.add(new Mark.Rectangle(Ink.PALE, 0, -1.6, last, 0.15));
    marks.add(new Mark.Rectangle(Ink.GREEN, 0, -1.6, last * share, 0.15));
    return new Scene(-0.6, -1.8, last + 1.2, 2.8, marks);
  }

  /** As high as its share of the work that is done. */
  private Mark glass(double[] state, int chamber) {
    double left = cell.remaining(state, chamber);
    double full = processing.get(chamber - 1);
    double done = left > 0 ? 1 - left / full : 1;
    double height = BOX * (0.15 + 0.85 * done);
    return new Mark.Rectangle(left > 0 ? Ink.BLUE : Ink.ORANGE, chamber - BOX / 2, 0, BOX, height);
  }

  private void addHeld(double[] state, double robot, List<Mark> marks) {
    int shown = 0;
    for (int station = 1; station < cell.stations(); station++) {
      for (int glass = 0; glass < cell.held(state, station); glass++) {
        marks.add(new Mark.Rectangle(Ink.SKY, robot - 0.25, -0.4 + 0.15 * shown++, 0.5, 0.1));
      }
    }
  }
}
