package io.millrace.launcher.report.plot;

/** A mean and what lies around it. */
record Spread(double mean, double low, double high) {}
