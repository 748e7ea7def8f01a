import { expect, it } from "vitest";
import { createMeter } from "../../src/live/meter.js";

it("counts every frame once: answered, dropped or waiting", () => {
  const meter = createMeter(() => 0);
  for (let i = 0; i < 10; i++) meter.received();
  for (let i = 0; i < 3; i++) meter.dropped();
  meter.answered({ unreadable: true, unanswered: 0 });
  meter.answered({ unreadable: false, unanswered: 2 });
  expect(meter.read()).toMatchObject({
    received: 10,
    dropped: 3,
    answered: 2,
    unreadable: 1,
    unanswered: 2,
    waiting: 5,
  });
});

it("counts frames that nobody waits for any more as dropped", () => {
  const meter = createMeter(() => 0);
  for (let i = 0; i < 3; i++) meter.received();
  meter.answered({ unreadable: false, unanswered: 0 });
  meter.abandon();
  expect(meter.read()).toMatchObject({ dropped: 2, waiting: 0 });
});

it("reads rate, latencies and age off a steady stream", () => {
  let now = 0;
  const meter = createMeter(() => now);
  for (let i = 1; i <= 300; i++) {
    now = i / 30;
    meter.received();
    meter.published(i === 300 ? 0.5 : 0.02);
  }
  now += 0.1;
  const { hertz, latencyP50, latencyP99, age } = meter.read();
  expect(hertz).toBeGreaterThan(29);
  expect(hertz).toBeLessThan(31);
  expect([latencyP50, latencyP99]).toEqual([0.02, 0.02]);
  expect(age).toBeCloseTo(0.1);
  meter.published(0.5);
  meter.published(0.5);
  meter.published(0.5);
  expect(meter.read().latencyP99).toBe(0.5);
});

it("knows nothing before the first frame, and forgets a stream that ended", () => {
  let now = 0;
  const meter = createMeter(() => now);
  expect(meter.read()).toMatchObject({ hertz: 0, waiting: 0 });
  expect(meter.read()).not.toHaveProperty("age");
  meter.received();
  now = 60;
  expect(meter.read().hertz).toBe(0);
});

it("counts, of the latest frames, those that look unlike what the model has learnt from", () => {
  const meter = createMeter(() => 0);
  const answered = (novelty: number) =>
    meter.answered({ unreadable: false, unanswered: 0, novelty });
  meter.answered({ unreadable: false, unanswered: 0 });
  expect(meter.read()).toMatchObject({ judged: 0, unlike: 0 });
  expect(meter.read()).not.toHaveProperty("novelty");
  for (let i = 0; i < 300; i++) answered(i < 40 ? 1.5 : 1);
  expect(meter.read()).toMatchObject({ judged: 300, unlike: 40, novelty: 1 });
  for (let i = 0; i < 39; i++) answered(0.5);
  expect(meter.read()).toMatchObject({ judged: 300, unlike: 1, novelty: 0.5 });
});
