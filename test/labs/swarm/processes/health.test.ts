import { expect, it } from "vitest";
import { HealthCounter } from "../../../../labs/swarm/processes/health.ts";

const healthAtPings = (
  health: HealthCounter,
  count: number,
  isStarting: boolean,
  isKeptWaiting: boolean,
  answers: boolean,
) =>
  Array.from({ length: count }, () => {
    const atPing = health.ping(isStarting, isKeptWaiting);
    if (answers) health.pong();
    return atPing;
  });

it("a process that answers is well, however long its agent takes", () => {
  expect(new Set(healthAtPings(new HealthCounter(), 1000, false, false, true))).toEqual(new Set(["well"]));
});

it("five pings without an answer mean frozen", () => {
  expect(healthAtPings(new HealthCounter(), 6, false, false, false)).toEqual([
    ...Array(5).fill("well"),
    "frozen",
  ]);
});

it("a process that is not ready after 30 pings is late", () => {
  expect(healthAtPings(new HealthCounter(), 30, true, false, false)).toEqual([
    ...Array(29).fill("well"),
    "late",
  ]);
});

it("a process that begins no job for ten pings in a row is blocked, and any progress resets the count", () => {
  const health = new HealthCounter();
  expect(healthAtPings(health, 9, false, true, true)).not.toContain("blocked");
  health.progress();
  expect(healthAtPings(health, 10, false, true, true).indexOf("blocked")).toBe(9);
});

it("a process that begins no job is blocked after the given number of pings", () => {
  const health = new HealthCounter();
  const healths = Array.from({ length: 3 }, () => {
    health.pong();
    return health.ping(false, true, 3);
  });
  expect(healths).toEqual(["well", "well", "blocked"]);
});
