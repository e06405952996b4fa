package io.millrace.launcher.cli;

import picocli.CommandLine.Command;

/** What can be done with an environment alone. */
@Command(
    name = "env",
    description = "Lists, checks and films environments.",
    synopsisSubcommandLabel = "list | check | render",
    subcommands = {ListEnvironmentsCommand.class, CheckCommand.class, RenderCommand.class})
final class EnvCommand extends CommandGroup {}
