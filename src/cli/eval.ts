import { SpatialRewardError } from "../core/index.js";
import { duration, share, threshold } from "./arguments.js";
import { addBackendFlags } from "./backend-flags.js";
import type { EvalFlags } from "./eval-run.js";
import { examples, type Verb } from "./verb.js";

const nothingGiven = "missing argument 'data': data sets, or --live with a running node";

/** Measures a backend against data whose truth is known. */
export const evaluate: Verb = (program, terminal) => {
  addBackendFlags(program.command("eval"))
    .summary("measure a backend against known truth")
    .description(
      `Asks the questions of data sets and compares the answers with their facts; follows episodes and judges their success. Recordings that label has written are measured by the facts stored in them against /ground_truth/facts, without asking a model.`,
    )
    .argument("[data...]", "data sets, labelled recordings, or folders of them")
    .option("--success <rule>", "near, raised or carried; else the best on this data (validation)")
    .option(
      "--threshold <metres>",
      "what the rule is bounded by; else chosen on this data (validation)",
      threshold,
    )
    .option("--motion <name>", "only episodes that set out to do this, such as take or place")
    .option(
      "--others",
      "also ask how the other things of an episode fare: counterfactual grounding, by more questions a frame",
    )
    .option("--hold <seconds>", "how long the rule must hold", duration, 0.5)
    .option(
      "--false-positives <share>",
      "failures that a threshold chosen here may let through",
      share,
      0.03,
    )
    .option("--html <file>", "write one page with plots and the worst twenty answers")
    .option("-o, --output <dir>", "write report.html and report.json")
    .option(
      "--live [seconds]",
      "a running node instead of data, against /ground_truth/facts",
      duration,
    )
    .option("--facts <topic>", "with --live: what the node says", "/spatial_reward/facts")
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["errors and accuracies of nano", "spatial-reward eval scenes/test -o measured"],
        [
          "choose how success is judged, then test it",
          "spatial-reward eval episodes/validation --motion take",
        ],
        ["", "spatial-reward eval episodes/test --motion take --success raised --threshold 0.045"],
        ["what label wrote, against the truth", "spatial-reward eval labelled"],
        ["a node in a simulation, for a minute", "spatial-reward eval --live 60"],
      ),
    )
    .action(async (sources: string[], flags: EvalFlags) => {
      const { live, ...others } = flags;
      if (live !== undefined) {
        const { evalLive } = await import("./eval-live.js");
        return evalLive({ live, ...others }, terminal);
      }
      if (sources.length === 0) throw new SpatialRewardError("usage.argument", nothingGiven);
      // The reward's language is slow to load; only this verb and label wait for it.
      const { runEvalVerb } = await import("./eval-run.js");
      await runEvalVerb(sources, flags, terminal);
    });
};
