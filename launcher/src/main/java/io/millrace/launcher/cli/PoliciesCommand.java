package io.millrace.launcher.cli;

import io.millrace.launcher.error.UserError;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.PolicySummary;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at what a model store holds, and puts first versions there. */
@Command(
    name = "policies",
    description = "Lists, shows and exports the policies of a model store; makes first versions.",
    synopsisSubcommandLabel = "list | show | export | init",
    subcommands = {
      PoliciesCommand.ListPolicies.class,
      PoliciesCommand.Show.class,
      ExportCommand.class,
      InitCommand.class
    })
public final class PoliciesCommand extends CommandGroup {
  private static final int SHORT_HASH = 12;

  static String shortHash(String sha256) {
    return sha256 == null ? "-" : sha256.substring(0, Math.min(SHORT_HASH, sha256.length()));
  }

  @Command(
      name = "list",
      description = "Every policy with its newest version.",
      footer = {"", "Example:", "  millrace policies list --store http://127.0.0.1:8400"})
  static final class ListPolicies implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private StoreOption store;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try (ModelStoreClient client = store.open()) {
        List<PolicySummary> policies = client.policies();
        if (json) {
          out.println(Json.of(policies));
          return ExitCodes.OK;
        }
        Table table = new Table().row("POLICY", "EPOCH", "VERSION", "SHA-256");
        for (PolicySummary policy : policies) {
          table.row(
              policy.id(),
              Long.toString(policy.head().epoch()),
              Long.toString(policy.head().version()),
              shortHash(policy.head().sha256()));
        }
        table.print(out);
      }
      return ExitCodes.OK;
    }
  }

  @Command(
      name = "show",
      description = "Every version of a policy and what it was learned from.",
      footer = {
        "",
        "Example:",
        "  millrace policies show gmm1d-flow-grpo --store http://127.0.0.1:8400"
      })
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private StoreOption store;

    @Parameters(paramLabel = "POLICY", description = "The policy's id.")
    private String policy;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try (ModelStoreClient client = store.open()) {
        List<PolicyManifest> versions = client.versions(policy);
        if (versions.isEmpty()) {
          throw new UserError("the store has no such policy, policy=" + policy);
        }
        if (json) {
          out.println(Json.of(versions));
          return ExitCodes.OK;
        }
        Table table =
            new Table().row("EPOCH", "VERSION", "SHA-256", "PARENT", "OFFSET", "BYTES", "CREATED");
        for (PolicyManifest v : versions) {
          table.row(
              Long.toString(v.epoch()),
              Long.toString(v.version()),
              shortHash(v.sha256()),
              shortHash(v.parentSha256()),
              Long.toString(v.lastOffset()),
              Long.toString(v.bytes()),
              Instant.ofEpochMilli(v.createdAtMs()).toString());
        }
        table.print(out);
      }
      return ExitCodes.OK;
    }
  }
}
