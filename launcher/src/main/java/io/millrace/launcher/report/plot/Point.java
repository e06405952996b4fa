package io.millrace.launcher.report.plot;

/** A point of one run's curve. */
record Point(double x, double y) {}
