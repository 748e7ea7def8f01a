import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { Frame } from "../core/index.js";
import { type Backend, openBackend, type ServerSettings } from "../vlm/index.js";
import { type Question, questionFor } from "../vqa/index.js";

export interface ServerSpeed {
  readonly way: "a request each" | "packed";
  readonly questionsPerFrame: number;
  readonly answers: number;
  /** Questions without a length for an answer. */
  readonly lost: number;
  readonly answersPerSecond: number;
  /** By the time that our threads were computing, the server's included: what one core would do. */
  readonly answersPerCoreSecond: number;
}

const [width, height] = [640, 480];

/** As hard to compress as a photograph: a JPEG of it has some 100 kB. */
const scene = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
  const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
  return 128 + 60 * Math.sin(x / 17) + 40 * Math.cos(y / 11) + ((i * 7919) % 24);
});

/** A frame of its own each time. */
const frameAt = (index: number): Frame => ({
  stamp: BigInt(index),
  camera: "bench",
  frameId: "",
  width,
  height,
  rgb: async () => ({ width, height, data: scene.with(0, index % 256) }),
});

const questions = (count: number): readonly Question[] =>
  Array.from({ length: count }, (_, i) =>
    questionFor({ relation: "distance", subject: "gripper", object: `block ${i + 1}` }),
  );

interface Load {
  readonly frames: number;
  readonly asked: readonly Question[];
}

/** Frames that are under way at once, as in labelling. */
const inFlight = 4;

const countLost = async (backend: Backend, { frames, asked }: Load): Promise<number> => {
  let [next, lost] = [0, 0];
  const lane = async (): Promise<void> => {
    while (next < frames) {
      const answers = await backend.ask(frameAt(next++), asked);
      const told = answers.filter(({ reading }) => reading.kind === "length");
      lost += asked.length - told.length;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return lost;
};

const measured = async (
  url: string,
  settings: Partial<ServerSettings>,
  load: Load,
): Promise<ServerSpeed> => {
  const backend = await openBackend(`openai:bench@${url}`, { server: settings });
  await countLost(backend, { ...load, frames: inFlight }); // the first ones pay for warming up
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const lost = await countLost(backend, load);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const answers = load.frames * load.asked.length;
  await backend.close();
  return {
    way: settings.packed === true ? "packed" : "a request each",
    questionsPerFrame: load.asked.length,
    answers,
    lost,
    answersPerSecond: answers / seconds,
    answersPerCoreSecond: (answers * 1e6) / (user + system),
  };
};

/** Answers a second from a server of this machine that takes no time to answer. */
export const serverSpeed = async (answers: number): Promise<readonly ServerSpeed[]> => {
  const server = new Worker(new URL("./openai-server.js", import.meta.url));
  try {
    const port = await new Promise((listening, failed) => {
      server.once("message", listening);
      server.once("error", failed);
    });
    const url = `http://127.0.0.1:${z.number().parse(port)}/v1`;
    const results: ServerSpeed[] = [];
    for (const [count, packed] of [
      [4, false],
      [16, false],
      [16, true],
    ] as const) {
      const load = { frames: Math.ceil(answers / count), asked: questions(count) };
      results.push(await measured(url, { packed }, load));
    }
    return results;
  } finally {
    await server.terminate();
  }
};
