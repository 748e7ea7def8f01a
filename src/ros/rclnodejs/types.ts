/**
 * What we use of rclnodejs 2.2, written down here: the package is optional, and where no ROS is installed it is absent
 * and its own types with it.
 */

/** An enum's numbers, as rclnodejs names them. */
type Policies = Readonly<Record<string, number>>;

export interface RclQos {
  readonly history: number;
  readonly depth: number;
  readonly reliability: number;
  readonly durability: number;
}

export interface QosClass {
  new (history: number, depth: number, reliability: number, durability: number): RclQos;
  readonly HistoryPolicy: Policies;
  readonly ReliabilityPolicy: Policies;
  readonly DurabilityPolicy: Policies;
}

export interface RclParameter {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

export interface RclDescriptor {
  readonly readOnly: boolean;
  toMessage(): object;
}

export interface RclPublisher {
  publish(message: Buffer): void;
  readonly subscriptionCount: number;
}

export type RclEntity = object;

export interface RclResponse {
  readonly template: object;
  send(response: object): void;
}

export interface RclTime {
  readonly nanoseconds: bigint;
}

export interface RclEndpoint {
  readonly node_name: string;
  readonly node_namespace: string;
  readonly topic_type: string;
  readonly qos_profile: { readonly reliability: number; readonly durability: number };
}

export interface SetResult {
  readonly successful: boolean;
  readonly reason: string;
}

export interface SubscriptionOptions {
  readonly isRaw?: boolean;
  qos?: RclQos;
  readonly qosOverridingOptions?: object;
}

export interface RclNode {
  execute(handles: readonly unknown[]): void;
  spin(timeout?: number): void;
  stop(): void;
  destroy(): void;
  getFullyQualifiedName(): string;
  getLogger(): Readonly<Record<"debug" | "info" | "warn" | "error", (text: string) => unknown>>;
  now(): RclTime;
  resolveTopicName(topic: string): string;
  getPublishersInfoByTopic(topic: string): readonly RclEndpoint[];
  createPublisher(type: string, topic: string, options?: { readonly qos: RclQos }): RclPublisher;
  destroyPublisher(publisher: RclPublisher): void;
  createSubscription(
    type: unknown,
    topic: string,
    options: SubscriptionOptions | ((message: unknown) => void),
    callback?: (bytes: Buffer) => void,
    events?: unknown,
  ): RclEntity;
  destroySubscription(subscription: RclEntity): void;
  createService(
    type: string,
    name: string,
    options: { readonly qos: RclQos },
    callback: (request: unknown, response: RclResponse) => unknown,
  ): RclEntity;
  destroyService(service: RclEntity): void;
  hasParameter(name: string): boolean;
  declareParameter(
    parameter: RclParameter,
    descriptor: RclDescriptor,
    ignoreOverride?: boolean,
  ): RclParameter;
  getParameterOverrides(): readonly RclParameter[];
  getParameterDescriptors(names: readonly string[]): readonly RclDescriptor[];
  /** Not public: what the node takes for given, by parameter's name. Called while it is built. */
  _getNativeParameterOverrides(): Map<string, RclParameter>;
  setParametersAtomically(parameters: readonly RclParameter[]): SetResult;
  getParameters(names?: readonly string[]): readonly RclParameter[];
  addOnSetParametersCallback(callback: (parameters: readonly RclParameter[]) => SetResult): void;
}

/** Ours: what whoever asks for a parameter is told instead of its value. */
export interface GuardedRclNode extends RclNode {
  show(name: string, shown: () => RclParameter | undefined): void;
}

export interface GuardedNodeClass {
  new (name: string, namespace?: string): GuardedRclNode;
}

export interface NodeClass {
  new (name: string, namespace?: string): RclNode;
}

export interface GoalHandle {
  readonly request: { toPlainObject(typedArrays: boolean): unknown };
  readonly goalId: { readonly uuid: Iterable<number> };
  readonly isCancelRequested: boolean;
  publishFeedback(feedback: object): void;
  succeed(): void;
  abort(): void;
  canceled(): void;
}

export interface ActionServerClass {
  new (
    node: RclNode,
    type: string,
    name: string,
    execute: (goal: GoalHandle) => Promise<object>,
    accept: (goal: unknown) => number,
    accepted: null,
    cancel: (goal: GoalHandle) => number,
  ): { destroy(): void };
}

interface ActionInterface {
  readonly Result: new (values?: object) => object;
  readonly Feedback: new (values?: object) => object;
}

export interface Rclnodejs {
  init(context: undefined, argv: readonly string[]): Promise<void>;
  shutdown(): void;
  isShutdown(): boolean;
  removeSignalHandlers(): void;
  require(name: string): ActionInterface;
  readonly Node: NodeClass;
  readonly QoS: QosClass;
  readonly QoSOverridingOptions: { withDefaultPolicies(): object };
  readonly ActionServer: ActionServerClass;
  readonly GoalResponse: { readonly ACCEPT: number; readonly REJECT: number };
  readonly CancelResponse: { readonly ACCEPT: number };
  readonly Parameter: new (name: string, type: number, value: unknown) => RclParameter;
  readonly ParameterDescriptor: new (
    name: string,
    type: number,
    description: string,
    readOnly: boolean,
  ) => RclDescriptor;
}
