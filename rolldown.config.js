// Bundles what runs in a browser: dist/web/page/main.js is put into the pages that are written.
export default {
  input: "src/web/page/main.ts",
  platform: "browser",
  output: { file: "dist/web/page/main.js", format: "esm", minify: true },
};
