package io.millrace.recipe.option;

import java.util.ArrayList;
import java.util.List;

/** The options that a record declares, as a table in Markdown; nested records by their path. */
public final class OptionTable {
  private static final String HEAD = "| option | value | default | meaning |\n|---|---|---|---|\n";

  private final List<String> rows = new ArrayList<>();

  private OptionTable() {}

  /** The table, or a sentence where there are no options. */
  public static String markdown(Class<? extends Record> type) {
    OptionTable table = new OptionTable();
    table.add("", RecordType.of(type));
    return table.rows.isEmpty() ? "No options.\n" : HEAD + String.join("", table.rows);
  }

  private void add(String path, RecordType type) {
    for (Option option : type.options()) {
      if (option.inline()) {
        row(Quoted.path(path, "id"), option, plugin(option.type()));
      } else if (option.type() instanceof RecordType nested) {
        add(Quoted.path(path, option.name()), nested);
      } else if (option.type() instanceof OptionalType optional
          && optional.present() instanceof RecordType nested) {
        row(Quoted.path(path, option.name()), option, option.type().expected());
        add(Quoted.path(path, option.name()), nested);
      } else {
        row(Quoted.path(path, option.name()), option, plugin(option.type()));
      }
    }
  }

  private static String plugin(ValueType type) {
    return type instanceof ChoiceType choice
        ? "a plug-in of the stage [%s](#stage-%s)".formatted(choice.stage(), choice.stage())
        : type.expected();
  }

  private void row(String path, Option option, String value) {
    String fallback =
        option
            .defaultText()
            .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
            .or(() -> option.defaultFrom().map(other -> "that of `" + other + "`"))
            .orElse(option.required() ? "required" : "none");
    rows.add("| `%s` | %s | %s | %s |\n".formatted(path, value, fallback, option.doc()));
  }
}
