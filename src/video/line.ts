import type { BagMessage } from "../bag/index.js";
import type { Stamp } from "../core/index.js";

/** A packet's place among the messages, until it is known what it shows. */
interface Place {
  readonly id?: bigint;
  readonly logTime: Stamp;
  readonly messages: BagMessage[];
  open: boolean;
}

/** Nobody waits longer than this many packets for a picture, or until messages of this much later have come. */
const patience = { places: 32, time: 2_000_000_000n };

/**
 * Keeps messages in order while packets among them wait for their pictures. Pictures come in the order in which they
 * were seen, which is not always that of their packets: each takes the place of its packet, or of the picture before
 * it where that is later, so that neither stamps nor log times go back.
 */
export class Line {
  readonly #line: Place[] = [];
  readonly #places = new Map<bigint, Place>();
  #newest: Stamp | undefined;
  #left: Stamp | undefined;
  #last: Place | undefined;

  /** The data is copied where it has to wait. */
  add(message: BagMessage): void {
    this.#newest = message.logTime;
    const kept = this.#line.length === 0 ? message : { ...message, data: message.data.slice() };
    this.#line.push({ logTime: message.logTime, messages: [kept], open: false });
  }

  /** Keeps a place for the picture of a packet. */
  reserve(id: bigint, logTime: Stamp): void {
    const place = { id, logTime, messages: [], open: true };
    this.#newest = logTime;
    this.#line.push(place);
    this.#places.set(id, place);
  }

  /** The picture of a packet. Whoever waited too long comes late, at the log time of the latest before it. */
  fill(id: bigint, message: BagMessage): void {
    const own = this.#places.get(id);
    if (own) this.drop(id);
    const place = this.#later(own, this.#last) ?? this.#late();
    place.messages.push({ ...message, logTime: place.logTime });
    this.#last = place;
  }

  /** There will be no picture of this packet. */
  drop(id: bigint): void {
    const place = this.#places.get(id);
    if (place) place.open = false;
    this.#places.delete(id);
  }

  /** All that needs to wait no longer, in log-time order. */
  *leaving(): Generator<BagMessage> {
    for (let head = this.#line[0]; head && this.#mayLeave(head); head = this.#line[0]) {
      this.#left = head.logTime;
      if (head.id !== undefined) this.drop(head.id);
      yield* head.messages;
      this.#line.shift();
    }
  }

  /** The rest; nothing more is to come. */
  *rest(): Generator<BagMessage> {
    for (const place of this.#places.values()) place.open = false;
    yield* this.leaving();
  }

  #mayLeave({ open, logTime }: Place): boolean {
    if (!open) return true;
    const waited = this.#newest === undefined ? 0n : this.#newest - logTime;
    return this.#places.size > patience.places || waited > patience.time;
  }

  #later(own: Place | undefined, last: Place | undefined): Place | undefined {
    const [a, b] = [own, last].map((place) => (place ? this.#line.indexOf(place) : -1));
    const index = Math.max(a ?? -1, b ?? -1);
    return this.#line[index];
  }

  #late(): Place {
    const logTime = this.#left ?? this.#line[0]?.logTime ?? 0n;
    const place = { logTime, messages: [], open: false };
    this.#line.unshift(place);
    return place;
  }
}
