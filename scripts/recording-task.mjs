// The task file of a simulated recording: what is to be done, and all that is known of the robot.

/** Lower things are known by their width: a few millimetres of height say little about a scene's scale. [m] */
const lowest = 0.04;

const centimetres = (metres) => `${Number((100 * metres).toFixed(2))} cm`;

const knownOf = ({ height, width }) =>
  height >= lowest ? `thing.height: ${centimetres(height)}` : `thing.width: ${centimetres(width)}`;

const alignedDepth = "/camera/aligned_depth_to_color/image_raw";
/** Of a depth camera that stands beside the colour camera. */
export const apartDepth = "/camera/depth/image_rect_raw";

const camerasOf = (topics, depth) => {
  const front =
    depth in topics ? `{ image: /camera/image_raw, depth: ${depth} }` : "/camera/image_raw";
  const side = "/side/image_raw/compressed" in topics ? ["side: /side/image_raw"] : [];
  return `{ ${[`front: ${front}`, ...side].join(", ")} }`;
};

const take = `stages:
  reach:
    potential: "tolerance(distance(gripper, thing), 0 cm, 2 cm, 40 cm)"
    until: "distance(gripper, thing) < 11 cm"
    hold: 0.5 s
  lift:
    potential: "tolerance(raised(thing), 8 cm, 1 m, 8 cm)"
    until: "raised(thing) > 1.5 cm and distance(gripper, thing) < 11 cm"
    hold: 0.5 s

success: lift
`;

const place = `stages:
  reach:
    potential: "tolerance(distance(gripper, thing), 0 cm, 2 cm, 40 cm)"
    until: "distance(gripper, thing) < 11 cm"
    hold: 0.5 s
  place:
    potential: "tolerance(distance(thing, goal), 0 cm, 5 cm, 40 cm)"
    until: "distance(thing, goal) < 8 cm"
    hold: 0.5 s

success: place
`;

/**
 * @param line the first picture's; `motion` and `task` say what is to be done
 * @param how the depth camera, and whether the table's height is known instead of the thing's size
 */
export const taskText = (
  { motion, task: { subject, object } },
  robot,
  topics,
  { depth = alignedDepth, table = false } = {},
) => {
  const [thing, goal] = motion === "place" ? [subject, object] : [object, undefined];
  const text = goal === undefined ? `pick up the ${thing}` : `put the ${thing} at the ${goal}`;
  const objects = [`thing: ${thing}`, ...(goal === undefined ? [] : [`goal: ${goal}`])];
  return `# Simulated. Also true here: table.height: ${centimetres(robot.table)}; gripper.width: ${centimetres(robot.fingers)} (open).
task: ${text}
gripper: gripper
gripper_frame: { frame: ${robot.tool}, offset: [0 cm, 0 cm, ${centimetres(robot.flange)}] }
objects: { ${objects.join(", ")} }
cameras: ${camerasOf(topics, depth)}
known: { ${table ? `table.height: ${centimetres(robot.table)}` : knownOf(robot.things[thing])} }
discount_per_second: 0.9
success_reward: 1
time_limit: 30 s

${goal === undefined ? take : place}`;
};
