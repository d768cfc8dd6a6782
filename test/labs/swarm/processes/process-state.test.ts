import { expect, it } from "vitest";
import { mayBecome, type ProcessState } from "../../../../labs/swarm/processes/process-state.ts";

const STATES: readonly ProcessState[] = ["starting", "ready", "busy", "closing", "killed", "gone"];

it("a process can die in every state, and is dead for good", () => {
  for (const state of STATES) {
    expect(mayBecome(state, "gone")).toBe(state !== "gone");
    expect(mayBecome("gone", state)).toBe(false);
  }
});

it("who is killed does not come back, who leaves takes no more work", () => {
  expect(STATES.filter((state) => mayBecome("killed", state))).toEqual(["gone"]);
  expect(STATES.filter((state) => mayBecome("closing", state))).toEqual(["killed", "gone"]);
  expect(STATES.filter((state) => mayBecome(state, "busy"))).toEqual(["ready"]);
});
