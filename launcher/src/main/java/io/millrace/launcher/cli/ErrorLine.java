package io.millrace.launcher.cli;

import io.millrace.env.external.SimulatorException;
import io.millrace.launcher.error.UserError;
import io.millrace.recipe.RecipeException;
import io.millrace.store.client.StoreException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line what went wrong. A stack trace is for the authors: it comes with the environment
 * variable MILLRACE_DEBUG, and with errors that nobody foresaw.
 */
final class ErrorLine implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final String DEBUG = "MILLRACE_DEBUG";

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (isForeseen(e)) {
      err.println("millrace: " + e.getMessage());
    } else {
      err.println("millrace: unexpected error: " + e);
    }
    if (!isForeseen(e) || System.getenv(DEBUG) != null) {
      e.printStackTrace(err);
    }
    return ExitCodes.NOT_CARRIED_OUT;
  }

  private static boolean isForeseen(Exception e) {
    return e instanceof UserError
        || e instanceof RecipeException
        || e instanceof StoreException
        || e instanceof SimulatorException
        || e instanceof UncheckedIOException;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("millrace: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
    }
    return ExitCodes.NOT_CARRIED_OUT;
  }
}
