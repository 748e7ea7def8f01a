import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const file = "examples/cluster/kubernetes.yaml";

const shape = z.object({
  spec: z.object({
    completionMode: z.literal("Indexed"),
    completions: z.number(),
    template: z.object({
      spec: z.object({ containers: z.tuple([z.object({ args: z.array(z.string()) })]) }),
    }),
  }),
});

/** From PyPI: the schemas of Kubernetes' own releases. */
const validator = "kubernetes-validate";
const isThere = spawnSync(validator, ["--version"]).status === 0;

describe("the Indexed Job of the examples", () => {
  it("has as many pods as parts", () => {
    const { spec } = shape.parse(parse(readFileSync(file, "utf8")));
    const [{ args }] = spec.template.spec.containers;
    expect(args.at(args.indexOf("--shard") + 1)).toBe(`auto/${spec.completions}`);
  });

  it.skipIf(!isThere)(
    `fits Kubernetes' schema, with nothing that it doesn't know${isThere ? "" : ` (skipped: no ${validator})`}`,
    () => {
      const { status, stdout, stderr } = spawnSync(validator, ["--strict", file], {
        encoding: "utf8",
      });
      expect({ status, said: status === 0 ? "" : `${stdout}${stderr}` }).toEqual({
        status: 0,
        said: "",
      });
    },
  );
});
