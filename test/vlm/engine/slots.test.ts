import { describe, expect, it } from "vitest";
import { SpatialRewardError } from "../../../src/core/index.js";
import { createSlots } from "../../../src/vlm/engine/slots.js";
import { coded } from "../fakes.js";

const closed = new SpatialRewardError("model.failed", "closed");

describe("slots", () => {
  it("gives each of them to one call at a time", async () => {
    const slots = createSlots(2, 1);
    expect([await slots.take(), await slots.take()].sort()).toEqual([0, 1]);
  });

  it("lets a bounded number wait, in the order in which they came", async () => {
    const slots = createSlots(1, 2);
    const order: string[] = [];
    await slots.take();
    const first = slots.take().then((slot) => order.push("first") && slots.give(slot));
    const second = slots.take().then(() => order.push("second"));
    await expect(slots.take()).rejects.toEqual(coded("model.busy", "2 wait"));
    slots.give(0);
    await Promise.all([first, second]);
    expect(order).toEqual(["first", "second"]);
  });

  it("forgets a call that gives up waiting", async () => {
    const slots = createSlots(1, 1);
    const controller = new AbortController();
    await slots.take();
    const impatient = slots.take(controller.signal);
    controller.abort(new Error("newer frame"));
    await expect(impatient).rejects.toThrow("newer frame");
    const patient = slots.take();
    slots.give(0);
    expect(await patient).toBe(0);
  });

  it("does not begin for a call that has given up already", async () => {
    const slots = createSlots(1, 1);
    await expect(slots.take(AbortSignal.abort(new Error("late")))).rejects.toThrow("late");
    expect(await slots.take()).toBe(0);
  });

  it("refuses everyone once closed, and waits for what is out", async () => {
    const slots = createSlots(1, 1);
    const events: string[] = [];
    await slots.take();
    const waiting = slots.take();
    const closing = slots.close(closed).then(() => events.push("closed"));
    await expect(waiting).rejects.toBe(closed);
    await expect(slots.take()).rejects.toBe(closed);
    events.push("given back");
    slots.give(0);
    await closing;
    expect(events).toEqual(["given back", "closed"]);
  });

  it("closes at once when nothing is out", async () => {
    await expect(createSlots(3, 1).close(closed)).resolves.toBeUndefined();
  });
});
