// Carries onnxruntime in our package (`npm pack`, `npm publish`): onnxruntime-node's own install step downloads CUDA
// libraries, and fails where it can't, so whoever installs spatial-reward must not meet it. Of each platform: the binding
// and the libraries that it links, which is all that the CPU needs. Other providers come with onnxruntime-node itself.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const source = dirname(createRequire(import.meta.url).resolve("onnxruntime-node/package.json"));
const target = join(repository, "dist/onnxruntime");
const binding = "onnxruntime_binding.node";

const carry = (path) => {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  cpSync(join(source, path), join(target, path), { dereference: true });
};

rmSync(target, { recursive: true, force: true });
carry("package.json"); // as it is: says whose this is and which version, and that its files are CommonJS
for (const name of readdirSync(join(source, "dist"))) if (name.endsWith(".js")) carry(join("dist", name));

const bindings = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(binding));
if (bindings.length === 0) throw new Error(`${source} has no ${binding}`);
for (const path of bindings) {
  const linked = readFileSync(join(source, path));
  for (const name of readdirSync(join(source, dirname(path))))
    if (linked.includes(name)) carry(join(dirname(path), name));
}
cpSync(join(repository, "licenses/onnxruntime"), target, { recursive: true });
