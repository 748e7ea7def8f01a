import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { errorNumbers } from "../../../src/ros/error-numbers.js";
import { advertiseExample, exampleMessages, pickTask } from "./example.js";
import { emptyMessage } from "./pictures.js";
import { until, whyNoRos } from "./processes.js";
import { camera, newest, plugIn, scene, showUntil, still } from "./scene.js";

const own = "spatial_reward/srv";

describe.skipIf(whyNoRos())("~/set_task", () => {
  it("swaps the task without dropping the node, and says which is in force", async () => {
    const { peer } = await scene();
    await plugIn(peer);
    await showUntil(
      peer,
      "the first task's stage",
      () => newest(peer)?.stage === "reach" && newest(peer),
    );
    const answer = await peer.call("/spatial_reward/set_task", `${own}/SetTask`, { task: still });
    expect(answer).toEqual({ error_code: 0, error_msg: "", task_text: "reach the mug" });
    await showUntil(peer, "the other task", () =>
      JSON.stringify(newest(peer)?.distances).includes("mug"),
    );
  });

  it("refuses a wrong task with all its problems, and a file that isn't there; the one before stays", async () => {
    const { peer } = await scene();
    const set = (task: string) => peer.call("/spatial_reward/set_task", `${own}/SetTask`, { task });
    const wrong = await set(
      readFileSync(pickTask, "utf8").replace("success: lift", "success: fly"),
    );
    expect(wrong.error_code).toBe(errorNumbers.TASK_INVALID);
    expect(wrong.error_msg).toContain("fly");
    expect(wrong.task_text).toBe("pick up the orange tea bottle");
    expect(await set("/nowhere.yaml")).toMatchObject({ error_code: errorNumbers.TASK_UNREADABLE });
  });
});

describe.skipIf(whyNoRos())("an episode", () => {
  it("is ended by a service and by a topic", async () => {
    const { peer } = await scene();
    await plugIn(peer);
    peer.advertise("/spatial_reward/reset", { type: "std_msgs/msg/Empty" });
    await until("the topic", async () => (await peer.subscribers("/spatial_reward/reset")) > 0);
    const episode = (number: number) =>
      showUntil(peer, `episode ${number}`, () => newest(peer)?.episode === number);
    await episode(0);
    const answer = await peer.call("/spatial_reward/reset_episode", `${own}/ResetEpisode`);
    expect(answer).toEqual({ error_code: 0, error_msg: "" });
    await episode(1);
    peer.publish("/spatial_reward/reset", emptyMessage());
    await episode(2);
  });

  it("is not there to be ended while the node is not active", async () => {
    const { peer } = await scene({ parameters: { autostart: false } });
    const answer = await peer.call("/spatial_reward/reset_episode", `${own}/ResetEpisode`);
    expect(answer.error_code).toBe(errorNumbers.NOT_ACTIVE);
  });
});

describe.skipIf(whyNoRos())("~/ask", () => {
  const ask = "/spatial_reward/ask";

  it("answers free questions about the newest frame, with its stamp and facts", async () => {
    const { peer } = await scene();
    const example = await exampleMessages();
    await advertiseExample(peer, example);
    for (const { topic, data } of example.messages.slice(0, 8)) peer.publish(topic, data);
    await until("a frame", () => newest(peer));
    const questions = ["How far is the gripper from the orange tea bottle?", "Where is the xyzzy?"];
    const answer = await peer.call(ask, `${own}/AskSpatial`, { questions, camera: "" });
    expect(answer).toMatchObject({ error_code: 0, error_msg: "" });
    expect(answer.answers).toEqual([expect.stringMatching(/\d/), ""]);
    expect(answer.reasons).toEqual(["", expect.stringContaining("xyzzy")]);
    expect(answer.facts).toEqual([
      expect.objectContaining({
        kind: 0,
        subject: "gripper",
        object: "orange tea bottle",
        source: "nano",
      }),
    ]);
    expect(Number((answer.facts as { distance: number }[])[0]?.distance)).toBeGreaterThan(0.01);
  });

  it("hears TF without a task as well: what is above what may be asked about", async () => {
    const { peer } = await scene({ parameters: { task: '""', cameras: [camera] } });
    for (const topic of ["/tf", "/tf_static"])
      await until(topic, async () => (await peer.subscribers(topic)) > 0);
  });

  it("says what is wrong with a request", async () => {
    const { peer } = await scene();
    const code = async (request: { questions: string[]; camera: string }) =>
      (await peer.call(ask, `${own}/AskSpatial`, request)).error_code;
    await until("an active node", async () => {
      const answered = await code({ questions: [], camera: "" });
      return answered === errorNumbers.BAD_REQUEST;
    });
    expect(await code({ questions: ["How far?"], camera: "/nose" })).toBe(
      errorNumbers.UNKNOWN_CAMERA,
    );
    expect(await code({ questions: ["How far?"], camera: "" })).toBe(errorNumbers.NO_FRAME);
  });

  it("answers every one of 50 calls that come at once", async () => {
    const { peer, node } = await scene();
    await plugIn(peer);
    await showUntil(peer, "a reward", () => newest(peer));
    const one = { questions: ["How far is the gripper from the red mug?"], camera: "" };
    const calls = Array.from({ length: 50 }, () => peer.call(ask, `${own}/AskSpatial`, one));
    const codes = (await Promise.all(calls)).map(({ error_code }) => error_code);
    expect(codes).toEqual(Array(50).fill(0));
    expect(node.child.exitCode).toBeNull();
  });
});
