/** What `ros2 run` and launch files add to a command line, apart from the rest. */
export interface SplitArguments {
  readonly own: readonly string[];
  /** `--ros-args` and what follows it, up to `--`. */
  readonly ros: readonly string[];
}

export const splitRosArguments = (argv: readonly string[]): SplitArguments => {
  const begin = argv.indexOf("--ros-args");
  if (begin < 0) return { own: argv, ros: [] };
  const end = argv.indexOf("--", begin);
  const stop = end < 0 ? argv.length : end;
  const after = splitRosArguments(argv.slice(stop + 1));
  return {
    own: [...argv.slice(0, begin), ...after.own],
    ros: [...argv.slice(begin, stop), ...after.ros],
  };
};
