package io.millrace.launcher.cli;

import picocli.CommandLine.Command;

/** What can be done with an environment alone. */
@Command(
    name = "env",
    description = "Films environments.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RenderCommand.class})
final class EnvCommand extends CommandGroup {}
