import { fieldOfView, gather, hertz, many, megabytes, port, share } from "./arguments.js";
import { addBackendFlags } from "./backend-flags.js";
import type { ServeFlags } from "./serve-run.js";
import { examples, type Verb } from "./verb.js";

/** Answers others' harnesses. */
export const serveValues: Verb = (program, terminal) => {
  addBackendFlags(program.command("serve"))
    .summary("answer others' harnesses over HTTP")
    .description(
      `Answers what films are worth over HTTP, as RoboValue's model API asks (robovalue-inference-v2: POST /, operations value and compare; GET /health tells the identity to configure). A value is the potential, 0 to 1, that label writes for the same frames. The instruction picks the task file; without one it is read as init words tasks, such as "pick up the red mug".`,
    )
    .option("--task <file>", "a task file; again for more", gather, [])
    .option("--view <name>", "the camera to look at, where frames have several")
    .option(
      "--rate <hertz>",
      "frames a second of what is sent, which comes without times",
      hertz,
      5,
    )
    .option("--fov <degrees>", "the camera's horizontal field of view", fieldOfView)
    .option(
      "--unvalued <value>",
      "what films are worth in which nothing could be judged; else they are refused, which ends some harnesses' run",
      share,
    )
    .option(
      "--host <address>",
      "where to listen; beyond this computer only with a token",
      "127.0.0.1",
    )
    .option("--port <port>", "0: any free one", port, 8790)
    .option("--max-body <mb>", "the largest request", megabytes, 64)
    .option("--queue <requests>", "requests that may wait; more are told to come again", many, 16)
    .option("--model-id <name>", "what the harness calls the model; else the backend's own name")
    .option("--json", "what was served, as one JSON document at the end")
    .addHelpText(
      "after",
      `\nWhat SPATIAL_REWARD_SERVE_TOKEN holds must come as "Authorization: Bearer …".\n${examples(
        ["for a harness on this computer", "spatial-reward serve --task examples/pick.yaml"],
        [
          "another model, another port",
          "spatial-reward serve --backend openai:gpt-4o@https://api.openai.com/v1 --port 9000",
        ],
      )}`,
    )
    .action(async (flags: ServeFlags) => {
      const { runServe } = await import("./serve-run.js");
      await runServe(flags, terminal);
    });
};
