package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One operation of the conformance format. */
interface Operation {
  /**
   * Runs a plug-in on a case's numbers.
   *
   * @param plugin the plug-in's id and options
   * @return outputs by name
   * @throws ConformanceException where a name is unknown or missing
   */
  ObjectNode run(CaseFields plugin, CaseFields inputs);
}
