/** Learning curves, as pictures, of the reports that {@code millrace run --report} writes. */
package io.millrace.launcher.report.plot;
