import { describe, expect, it, vi } from "vitest";
import { SpatialRewardError } from "../../src/core/index.js";
import { parameterRows } from "../../src/ros/parameter-table.js";
import { settingsFrom, whyRefused, whyWrong } from "../../src/ros/settings.js";
import { createSettings } from "../../src/ros/settings-now.js";

const changes = (of: Record<string, string | number | boolean | readonly string[]>) =>
  new Map(Object.entries(of));

describe("settings", () => {
  it("are the table's defaults where nothing is given", () => {
    const settings = settingsFrom(new Map());
    expect(settings).toMatchObject({ backend: "nano", timeout: 5, autostart: true, cameras: [""] });
    expect(settings.pitch).toBeNaN();
  });

  it("have defaults that are allowed", () => {
    for (const [name, row] of parameterRows)
      expect(whyWrong(name, row, row.default)).toBeUndefined();
  });

  it.each([
    [{ timeout: "soon" }, "timeout: must be a double; got soon"],
    [{ fov: 200 }, "fov: must be from 0 to 179; got 200"],
    [{ fov: Number.NaN }, "fov: must be from 0 to 179; got NaN"],
    [{ annotated_quality: 80.5 }, "annotated_quality: must be an integer; got 80.5"],
    [{ transport: "pigeon" }, 'transport: must be one of auto, raw, compressed; got "pigeon"'],
  ])("refuse %j: %s", (given, reason) => {
    expect(whyRefused(changes(given), "unconfigured")).toBe(reason);
    expect(() => settingsFrom(changes(given))).toThrow(reason);
  });

  it("take NaN only where it means not known", () => {
    expect(whyRefused(changes({ pitch: Number.NaN }), "active")).toBeUndefined();
  });

  it.each([
    ["fov", 70, "active", true],
    ["cameras", ["/a"], "inactive", true],
    ["cameras", ["/a"], "active", false],
    ["backend", "nano", "unconfigured", true],
    ["backend", "nano", "inactive", false],
    ["autostart", false, "unconfigured", false],
  ] as const)("change %s to %s while %s: %s", (name, value, progress, taken) => {
    expect(whyRefused(changes({ [name]: value }), progress) === undefined).toBe(taken);
  });

  it("leave parameters of others alone", () => {
    expect(whyRefused(changes({ use_sim_time: true }), "active")).toBeUndefined();
  });
});

describe("settings at run time", () => {
  it("take a change whole or not at all", () => {
    const settings = createSettings(new Map());
    expect(settings.change(changes({ fov: 70, timeout: -1 }), "inactive", vi.fn())).toContain(
      "timeout",
    );
    expect(settings.now().fov).toBe(0);
    expect(settings.change(changes({ fov: 70 }), "active", vi.fn())).toBeUndefined();
    expect(settings.now().fov).toBe(70);
  });

  it("hand a task on, and refuse it with the task file's problems", () => {
    const settings = createSettings(new Map());
    const taken = vi.fn();
    settings.change(changes({ task: "pick.yaml" }), "active", taken);
    expect(taken).toHaveBeenCalledWith("pick.yaml");
    const refusing = () => {
      throw new SpatialRewardError("task.invalid", "line 3: no such thing");
    };
    expect(settings.change(changes({ task: "x" }), "active", refusing)).toBe(
      "line 3: no such thing",
    );
    expect(settings.now().task).toBe("pick.yaml");
    expect(settings.change(changes({ task: "" }), "active", taken)).toContain(
      "can't be taken away",
    );
  });
});
