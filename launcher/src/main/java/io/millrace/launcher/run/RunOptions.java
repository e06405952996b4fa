package io.millrace.launcher.run;

import java.nio.file.Path;

/**
 * How a run is carried out, apart from what its recipe says.
 *
 * @param data the folder to use; null for a new one among temporary files
 * @param keep whether the folder stays at the end
 */
public record RunOptions(Path data, boolean keep) {}
