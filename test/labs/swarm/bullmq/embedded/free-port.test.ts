import { expect, test } from "vitest";
import { onFreePort } from "../../../../../labs/swarm/bullmq/embedded/free-port.ts";

const isTaken = (error: unknown) => String(error).includes("taken");

test("a server whose port another program takes first starts on the next one", async () => {
  let next = 7000;
  const start = async (port: number) => {
    if (port < 7002) throw new Error("taken");
    return port;
  };
  expect(await onFreePort(start, isTaken, async () => next++)).toBe(7002);
});

test("a server that does not start for another reason, or on no port, is not tried again for ever", async () => {
  const ports: number[] = [];
  const failing = (reason: string) => (port: number) => {
    ports.push(port);
    return Promise.reject(new Error(reason));
  };
  await expect(onFreePort(failing("no room"), isTaken)).rejects.toThrow("no room");
  expect(ports).toHaveLength(1);
  await expect(onFreePort(failing("taken"), isTaken)).rejects.toThrow("taken");
  expect(ports).toHaveLength(6);
});
