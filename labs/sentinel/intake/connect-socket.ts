import { once } from "node:events";
import { connect } from "node:net";
import { errorMessage } from "../../common/error-message.ts";
import type { Intake } from "./create-intake.ts";
import { IntakeError, type OpenSource } from "./intake-error.ts";
import { readStream } from "./read-stream.ts";

export interface SocketSource extends OpenSource {
  /** Resolves when the sender has ended. */
  readonly ended: Promise<void>;
}

/** Reads lines from a port of this machine, as of the simulated fleet. When the intake is full it does not read, and the sender waits. */
export async function connectSocket(port: number, intake: Intake): Promise<SocketSource> {
  const socket = connect({ port, host: "127.0.0.1" });
  try {
    await once(socket, "connect");
  } catch (error) {
    throw new IntakeError(
      "SOURCE_MISSING",
      `Nothing answers on port ${port} of this machine: ${errorMessage(error)}`,
    );
  }
  const source = `port ${port}`;
  const ended = readStream(socket, intake, source, "unknown").catch((error: unknown) => {
    if (!socket.destroyed || socket.errored)
      intake.problems.add(
        "source-failed",
        source,
        `The connection to ${source} broke: ${errorMessage(error)}.`,
      );
  });
  return {
    ended,
    async close() {
      socket.destroy();
      await ended;
    },
  };
}
