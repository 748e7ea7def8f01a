import { type Closable, type Guard, type Log, type Publisher, reasonOf } from "../../live/index.js";
import { parameterRows } from "../parameter-table.js";
import type { Qos, RosNode, Service, Subscription } from "../port.js";
import { serveAction } from "./actions.js";
import { fieldNames } from "./generated.js";
import { rclParameter, valuesOf } from "./parameters.js";
import { endpointOf, fromRclQos, toRclQos } from "./qos.js";
import type {
  GuardedRclNode,
  RclNode,
  Rclnodejs,
  RclResponse,
  SubscriptionOptions,
} from "./types.js";

/** Deep enough for a burst of calls: what does not fit is lost without a word, and its client waits for ever. */
const serviceQos: Qos = { reliability: "reliable", durability: "volatile", depth: 200 };

/** rclnodejs sends a view's bytes from the start of its buffer, and Node's small buffers share one: so a copy of its own. */
const ownBuffer = (bytes: Uint8Array): Buffer => {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  return copy;
};

const logOf = (node: RclNode): Log => {
  const logger = node.getLogger();
  return {
    debug: (text) => void logger.debug(text),
    info: (text) => void logger.info(text),
    warn: (text) => void logger.warn(text),
    error: (text) => void logger.error(text),
  };
};

const respond = async (
  { answer, failed }: Service,
  request: unknown,
  response: RclResponse,
  log: Log,
): Promise<void> => {
  try {
    response.send({ ...response.template, ...(await answer(request)) });
  } catch (thrown) {
    log.error(`a service failed: ${reasonOf(thrown)}`);
    response.send({ ...response.template, ...failed(reasonOf(thrown)) });
  }
};

const advertised =
  (library: Rclnodejs, node: RclNode): RosNode["advertise"] =>
  (type, topic, qos): Publisher => {
    const publisher = node.createPublisher(type, topic, { qos: toRclQos(library.QoS, qos) });
    return {
      publish: (bytes) => publisher.publish(ownBuffer(bytes)),
      subscribers: () => publisher.subscriptionCount,
      close: () => node.destroyPublisher(publisher),
    };
  };

const subscribed =
  (library: Rclnodejs, node: RclNode): RosNode["subscribe"] =>
  (type, topic, qos, onBytes, { overridable = false } = {}): Subscription => {
    const asked = toRclQos(library.QoS, qos);
    const options: SubscriptionOptions = {
      isRaw: true,
      qos: asked,
      ...(overridable && {
        qosOverridingOptions: library.QoSOverridingOptions.withDefaultPolicies(),
      }),
    };
    const subscription = node.createSubscription(type, topic, options, (bytes) => onBytes(bytes));
    return {
      qos: fromRclQos(options.qos ?? asked, qos),
      close: () => node.destroySubscription(subscription),
    };
  };

const served =
  (library: Rclnodejs, node: RclNode, log: Log): RosNode["serve"] =>
  (type, name, service): Closable => {
    const entity = node.createService(
      type,
      name,
      { qos: toRclQos(library.QoS, serviceQos) },
      (request, response) => respond(service, request, response, log),
    );
    return { close: () => node.destroyService(entity) };
  };

/** What the rest of the node knows of ROS, on rclnodejs. */
export const rosNodeOn = (library: Rclnodejs, node: GuardedRclNode, guard: Guard): RosNode => {
  const log = logOf(node);
  const rows = new Map(parameterRows);
  const names = [...rows.keys()];
  return {
    name: node.getFullyQualifiedName(),
    log,
    now: () => node.now().nanoseconds,
    resolve: (topic) => node.resolveTopicName(topic),
    publishersOf: (topic) => node.getPublishersInfoByTopic(topic).map(endpointOf),
    fieldsOf: (type) => fieldNames(library, type),
    advertise: advertised(library, node),
    subscribe: subscribed(library, node),
    serve: served(library, node, log),
    serveAction: (type, name, server) => serveAction(library, node, [type, name], server),
    parameters: () => valuesOf(node.getParameters(names)),
    show: (name, shown) =>
      node.show(name, () => {
        const [row, value] = [rows.get(name), shown()];
        return row && value !== undefined
          ? rclParameter(library, name, row.type, value)
          : undefined;
      }),
    onParameters: (check) =>
      node.addOnSetParametersCallback((parameters) => {
        let reason: string | undefined = "the node could not check it";
        guard("a parameter", () => {
          reason = check(valuesOf(parameters));
        })();
        return { successful: reason === undefined, reason: reason ?? "" };
      }),
  };
};
