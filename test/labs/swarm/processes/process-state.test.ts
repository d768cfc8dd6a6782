import { expect, it } from "vitest";
import { mayBecome, type ProcessState } from "../../../../labs/swarm/processes/process-state.ts";

const STATES: readonly ProcessState[] = ["starting", "ready", "busy", "closing", "killed", "gone"];

it("a process can end in every state, and changes its state no more afterwards", () => {
  for (const state of STATES) {
    expect(mayBecome(state, "gone")).toBe(state !== "gone");
    expect(mayBecome("gone", state)).toBe(false);
  }
});

it("a killed process never becomes ready, and a closing one takes no work", () => {
  expect(STATES.filter((state) => mayBecome("killed", state))).toEqual(["gone"]);
  expect(STATES.filter((state) => mayBecome("closing", state))).toEqual(["killed", "gone"]);
  expect(STATES.filter((state) => mayBecome(state, "busy"))).toEqual(["ready"]);
});
