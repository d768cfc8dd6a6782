import { once } from "node:events";
import { createServer } from "node:net";

/** How many ports are tried that another program takes before the server has them. */
const MOST_PORTS = 5;

/**
 * Starts a server on a free port. A port is only known to be free until another program takes it, so the next one is tried then.
 *
 * @param isTaken whether a start has failed because its port was taken
 * @throws what `start` throws for another reason, or for the last port
 */
export async function onFreePort<T>(
  start: (port: number) => Promise<T>,
  isTaken: (error: unknown) => boolean,
  find: () => Promise<number> = freePort,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start(await find());
    } catch (error) {
      if (tries === MOST_PORTS || !isTaken(error)) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, "close");
  return port;
}
