import { sensorQos } from "../../ros/index.js";
import { plainNode, untilTold } from "./plain-node.js";

/** The floor: a subscriber that does nothing. `node floor.js TYPE TOPIC`; prints how many messages came, ten times a second. */
const [type = "", topic = ""] = process.argv.slice(2);

let count = 0;
const ros = await plainNode("bench_floor");
ros.node.subscribe(type, topic, sensorQos, () => {
  count++;
});
const telling = setInterval(() => process.stdout.write(`${count}\n`), 100);
await untilTold();
clearInterval(telling);
ros.stop();
