package io.millrace.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.recipe.option.OptionTree;

/**
 * The JSON Schema (draft 2020-12) of a recipe, for editors: what may be written, with defaults,
 * bounds and meanings. Rules between options are beyond a schema; {@link RecipeReader} checks them.
 */
public final class RecipeSchema {
  private RecipeSchema() {}

  /** The schema with these plug-ins; a stage without plug-ins takes any options. */
  public static ObjectNode of(Plugins plugins) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Millrace recipe");
    schema.setAll(OptionTree.schema(Recipe.class, plugins.registries()));
    return schema;
  }

  /** The schema as indented JSON. */
  public static String json(Plugins plugins) {
    return of(plugins).toPrettyString();
  }
}
