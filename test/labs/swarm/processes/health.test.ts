import { expect, it } from "vitest";
import { HealthCounter } from "../../../../labs/swarm/processes/health.ts";

const beats = (
  signs: HealthCounter,
  count: number,
  isStarting: boolean,
  isKeptWaiting: boolean,
  answers: boolean,
) =>
  Array.from({ length: count }, () => {
    const diagnosis = signs.ping(isStarting, isKeptWaiting);
    if (answers) signs.pong();
    return diagnosis;
  });

it("who answers is well, however long its agent takes", () => {
  expect(new Set(beats(new HealthCounter(), 1000, false, false, true))).toEqual(new Set(["well"]));
});

it("five pings without an answer mean frozen", () => {
  expect(beats(new HealthCounter(), 6, false, false, false)).toEqual([...Array(5).fill("well"), "frozen"]);
});

it("who is not ready after 30 beats is late; nobody pings it before", () => {
  expect(beats(new HealthCounter(), 30, true, false, false)).toEqual([...Array(29).fill("well"), "late"]);
});

it("who is kept waiting for ten beats in a row is blocked; any progress starts the count anew", () => {
  const signs = new HealthCounter();
  expect(beats(signs, 9, false, true, true)).not.toContain("blocked");
  signs.progress();
  expect(beats(signs, 10, false, true, true).indexOf("blocked")).toBe(9);
});

it("that is kept waiting is blocked as soon as the given number of beats has passed", () => {
  const vitals = new HealthCounter();
  const diagnoses = Array.from({ length: 3 }, () => {
    vitals.pong();
    return vitals.ping(false, true, 3);
  });
  expect(diagnoses).toEqual(["well", "well", "blocked"]);
});
