import { z } from "zod";
import { checkGenerated, ownInterfaces, sectionsOf } from "../interfaces.js";
import type { Rclnodejs } from "./types.js";

const definition = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.object({
        type: z.string(),
        pkgName: z.string().nullable(),
        isArray: z.boolean(),
        arraySize: z.number().nullable(),
      }),
    }),
  ),
});

type Field = z.infer<typeof definition>["fields"][number];

/** As a definition file writes it: types of our own package without its name. */
const written = ({ name, type: { type, pkgName, isArray, arraySize } }: Field): string => {
  const full = pkgName === null || pkgName === "spatial_reward" ? type : `${pkgName}/${type}`;
  return `${full}${isArray ? `[${arraySize ?? ""}]` : ""} ${name}`;
};

const parts = {
  msg: [""],
  srv: ["Request", "Response"],
  action: ["Goal", "Result", "Feedback"],
} as const;

const isKind = (kind: string): kind is keyof typeof parts => kind in parts;

/** A member of a class, of which zod sees nothing. */
const memberOf = (holder: unknown, name: string): unknown =>
  typeof holder === "function" ? Reflect.get(holder, name) : undefined;

const fieldsIn = (type: unknown): readonly Field[] =>
  definition.parse(memberOf(type, "ROSMessageDef")).fields;

const definitionIn = (type: unknown): readonly string[] => fieldsIn(type).map(written);

export const fieldNames = (library: Pick<Rclnodejs, "require">, type: string): readonly string[] =>
  fieldsIn(library.require(type)).map(({ name }) => name);

/** @throws SpatialRewardError ros.interfaces where rclnodejs's generated code does not fit our definitions */
export const checkGeneratedCode = (library: Pick<Rclnodejs, "require">): void => {
  for (const [file, text] of ownInterfaces()) {
    const [kind = "", name = ""] = file.replace(/\.\w+$/, "").split("/");
    if (!isKind(kind)) continue;
    const loaded = library.require(`spatial_reward/${kind}/${name}`);
    const sections = sectionsOf(text);
    parts[kind].forEach((part, at) => {
      checkGenerated(
        `${file}${part && ` ${part}`}`,
        sections[at] ?? "",
        definitionIn(part === "" ? loaded : memberOf(loaded, part)),
      );
    });
  }
};
