import { Socket } from "node:net";
import { createInterface } from "node:readline";
import type { FromHost, ToHost } from "./host-messages.ts";

/** A host's end of the channel to its parent: lines of JSON over descriptor 3. */
export interface HostChannel {
  send(message: FromHost): void;
  /** The next message. Ends the process when the parent has ended, since the measurement then has no reader. */
  next(): Promise<ToHost>;
  /** The order of the first message. @throws TypeError for a first message of another kind */
  order(): Promise<unknown>;
}

/** Opens the channel. Call it once in a process. */
export function openHostChannel(): HostChannel {
  const parent = new Socket({ fd: 3 });
  const lines = createInterface({ input: parent })[Symbol.asyncIterator]();
  const next = async (): Promise<ToHost> => {
    const { value, done } = await lines.next();
    if (done) process.exit();
    return JSON.parse(value);
  };
  return {
    send: (message) => void parent.write(`${JSON.stringify(message)}\n`),
    next,
    order: async () => {
      const first = await next();
      if (first.kind !== "prepare")
        throw new TypeError(`The first message to a host is "prepare", not "${first.kind}".`);
      return first.order;
    },
  };
}
