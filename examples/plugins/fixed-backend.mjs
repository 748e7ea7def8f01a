// A backend of your own: one that says the same of everything, to try a task without a model.
// spatial-reward ask photo.jpg "How far is the mug from the bowl?" --plugin examples/plugins/fixed-backend.mjs --backend fixed:12cm
const open = async (spec, { settings = {} }) => {
  const text = spec.slice("fixed:".length);
  const [, value, unit] = /^([\d.]+)(cm|m)$/.exec(text) ?? [];
  if (value === undefined) throw new Error(`must be fixed:LENGTH, such as fixed:12cm; got "${spec}"`);
  const metres = Number(value) * (unit === "cm" ? 0.01 : 1);
  const reading = { kind: "length", metres, stddev: settings.spread ?? 0.01 };
  return {
    identity: { source: `fixed:${text}`, name: text, version: "1", hash: "" },
    // All questions of a frame in one call; one answer each, in order.
    ask: async (_frame, questions) => questions.map(() => ({ text, reading, confidence: 1 })),
    close: async () => undefined,
  };
};

export const backends = {
  fixed: {
    form: "fixed:LENGTH",
    title: "A backend that always says the same (fixed:LENGTH):",
    flags: [{ flags: "--spread <m>", description: "its standard deviation", value: "text" }],
    // Flags come by their names in camel case.
    options: ({ spread }) => ({ settings: spread === undefined ? {} : { spread: Number(spread) } }),
    open,
  },
};
