// What we use of rclnodejs, an optional dependency whose own types are absent where no ROS 2 is sourced.
declare module "rclnodejs" {
  export class QoS {
    constructor(history: number, depth: number, reliability: number, durability: number);
  }
  export interface Publisher {
    publish(message: Buffer): void;
    waitForAllAcked(timeoutNanoseconds: bigint): boolean;
  }
  export class Node {
    constructor(name: string, namespace?: string);
    createPublisher(type: string, topic: string, options: { qos: QoS }): Publisher;
    createSubscription(
      type: string,
      topic: string,
      options: { isRaw: true; qos: QoS },
      callback: (bytes: Buffer) => void,
    ): unknown;
    spin(timeout?: number): void;
    destroy(): void;
  }
  export interface Rclnodejs {
    readonly QoS: typeof QoS;
    readonly Node: typeof Node;
    init(context?: undefined, argv?: readonly string[]): Promise<void>;
    shutdown(): void;
    removeSignalHandlers(): void;
  }
  const rclnodejs: Rclnodejs;
  export default rclnodejs;
}
