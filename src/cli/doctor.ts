import { tmpdir } from "node:os";
import sharp from "sharp";
import { addBackendFlags, type BackendFlags, openFromFlags } from "./backend-flags.js";
import { type Check, ok } from "./doctor/check.js";
import { checkFolder, checkMemory, checkNode } from "./doctor/machine.js";
import { checkModel, checkProviders } from "./doctor/model.js";
import { type NextStep, nextSteps } from "./doctor/next-steps.js";
import { checkRos } from "./doctor/ros.js";
import type { Terminal } from "./terminal.js";
import { examples, jsonDocument, type Verb } from "./verb.js";

interface DoctorFlags extends BackendFlags {
  readonly json?: boolean;
}

const imageLibrary = (): Check =>
  ok("images", `sharp ${sharp.versions.sharp ?? "unknown"}, libvips ${sharp.versions.vips}`);

const examine = async (flags: DoctorFlags, terminal: Terminal): Promise<readonly Check[]> => [
  checkNode(terminal.machine.nodeVersion),
  ...(await checkModel(flags.backend.join(", "), () => openFromFlags(flags, terminal))),
  checkProviders(),
  imageLibrary(),
  checkMemory(terminal.machine.freeMemory()),
  await checkFolder("here", "."),
  await checkFolder("temporary", tmpdir()),
  ...(await checkRos(terminal.env)),
];

const line = ({ name, status, found, remedy }: Check): string =>
  `${status.padEnd(4)}  ${name}: ${found}\n${remedy === undefined ? "" : `      -> ${remedy}\n`}`;

const nextLine = ({ what, command }: NextStep): string => `next: ${what}\n      ${command}\n`;

/** What this machine can do, and what to mend. */
export const doctor: Verb = (program, terminal) => {
  addBackendFlags(program.command("doctor"))
    .summary("say what works on this machine, and what to mend")
    .description(
      "Looks at Node, the model's files, execution providers, ROS, disk and memory, and says what to do next. Ends with 1 if something that is needed fails.",
    )
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", examples(["is all well?", "spatial-reward doctor"]))
    .action(async (flags: DoctorFlags) => {
      const checks = await examine(flags, terminal);
      const next = nextSteps(checks);
      terminal.out(
        flags.json === true
          ? jsonDocument({ checks, next })
          : [...checks.map(line), ...next.map(nextLine)].join(""),
      );
      if (checks.some(({ status }) => status === "fail")) terminal.exit(1);
    });
};
