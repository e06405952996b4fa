package io.millrace.benchmarks.page;

import java.util.List;

/**
 * The part of a Markdown page between two comments, which a command writes and people do not.
 *
 * @param name what the comments call it
 */
record MarkedSection(String name) {
  String begin() {
    return "<!-- " + name + ": begin -->";
  }

  String end() {
    return "<!-- " + name + ": end -->";
  }

  /**
   * The page with these lines in the section.
   *
   * @throws IllegalArgumentException where the page has no such section
   */
  String replace(String page, List<String> lines) {
    int from = page.indexOf(begin());
    int to = page.indexOf(end());
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("expected the lines " + begin() + " and " + end());
    }
    String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    return page.substring(0, from) + begin() + "\n" + text + page.substring(to);
  }
}
