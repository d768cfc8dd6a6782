import { createServer } from "node:net";
import { LabError } from "../setup/lab-error.mjs";

/** Ports that are tried after the wanted one. */
const MOST_TRIES = 100;

/**
 * The first port, from the wanted one on, on which no program listens.
 *
 * @param {number} wanted
 * @param {string} [ip]
 * @returns {Promise<number>}
 * @throws {LabError} NO_FREE_PORT
 */
export async function freePort(wanted, ip = "127.0.0.1") {
  const last = Math.min(wanted + MOST_TRIES, 65_535);
  for (let port = wanted; port <= last; port++) {
    if (await isFree(port, ip)) return port;
  }
  throw new LabError(
    "NO_FREE_PORT",
    `None of the ports ${wanted} to ${last} is free on ${ip}: name another with --port.`,
  );
}

/** @param {number} port @param {string} ip @returns {Promise<boolean>} */
export function isFree(port, ip) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else
        reject(
          new LabError(
            "BAD_ADDRESS",
            `This machine cannot listen on ${ip} (${error.code}): name another with --ip.`,
          ),
        );
    });
    server.listen({ port, host: ip, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
