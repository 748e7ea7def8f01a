import { execFile, spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const started = promisify(execFile);

/** Daemons and commands; munged gives messages between them their signatures. */
const programs = ["munged", "mungekey", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue"];

const path = `${process.env.PATH}:/usr/sbin:/sbin`;

/** Why there is no Slurm to be had here; undefined when there is. */
export const whyNoSlurm = (): string | undefined => {
  if (process.getuid?.() !== 0) return "Slurm's daemons are started by root alone";
  const lacking = programs.filter(
    (name) => spawnSync("sh", ["-c", `command -v ${name}`], { env: { PATH: path } }).status !== 0,
  );
  return lacking.length === 0
    ? undefined
    : `${lacking.join(", ")} missing (Debian: slurm-wlm, munge)`;
};

const configuration = (folder: string, ports: number): string => {
  const host = hostname().split(".")[0];
  const node = (name: string, port: number): string =>
    `NodeName=${name} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${port} CPUs=1 RealMemory=4000`;
  return `
ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${ports}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.sock,cred_expire=2
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool-%n
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd-%n.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
KillWait=5
${node("n1", ports + 1)}
${node("n2", ports + 2)}
PartitionName=main Nodes=n1,n2 Default=YES State=UP
`;
};

/** One controller and two node daemons on this machine. */
export interface Slurm {
  /** Runs one of Slurm's commands; gives what it prints. */
  readonly run: (
    command: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<string>;
  /** The states of a job's tasks, by their ids in the array. */
  readonly states: (job: string) => Promise<ReadonlyMap<string, string>>;
  readonly stop: () => Promise<void>;
}

export const startSlurm = async (folder: string): Promise<Slurm> => {
  const ports = 20_000 + (process.pid % 10_000);
  const conf = join(folder, "slurm.conf");
  const own = { PATH: path, HOME: process.env.HOME ?? "/root", SLURM_CONF: conf };
  const run: Slurm["run"] = async (command, args, env = {}) => {
    const { stdout } = await started(command, [...args], { cwd: folder, env: { ...own, ...env } });
    return stdout.trim();
  };
  for (const name of ["state", "spool-n1", "spool-n2"]) await mkdir(join(folder, name));
  await writeFile(conf, configuration(folder, ports));
  const munge = (name: string): string => join(folder, `munge.${name}`);
  await run("mungekey", ["-c", "-k", munge("key")]);
  await run("munged", [
    "--force",
    ...["key-file=key", "socket=sock", "pid-file=pid", "log-file=log", "seed-file=seed"].map(
      (each) => `--${each.replace(/=(.*)/, (_, name: string) => `=${munge(name)}`)}`,
    ),
  ]);
  await run("slurmctld", ["-c"]);
  for (const node of ["n1", "n2"]) await run("slurmd", ["-N", node]);
  return {
    run,
    states: async (job) => {
      const text = await run("squeue", ["-h", "-r", "-t", "all", "-j", job, "-o", "%K %T"]);
      return new Map(
        text.split("\n").map((line) => {
          const [id = "", state = ""] = line.trim().split(" ");
          return [id, state];
        }),
      );
    },
    stop: async () => {
      const files = ["slurmd-n1.pid", "slurmd-n2.pid", "slurmctld.pid", "munge.pid"];
      for (const file of files) {
        const pid = Number(await readFile(join(folder, file), "utf8").catch(() => ""));
        if (pid > 0) process.kill(pid, "SIGTERM");
      }
    },
  };
};
