package io.millrace.recipe.plugin;

import io.millrace.flow.credit.Credit;

/** A third party's credit, found by {@link java.util.ServiceLoader} under this type's name. */
public interface CreditPlugin extends StagePlugin<Credit> {}
