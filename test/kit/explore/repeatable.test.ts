import { expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { bugs, right } from "./programs/index.ts";
import { fingerprint, isQuick } from "./repeatable.ts";

test("3 of 3 times the same verdict, the same trace and the same counts", async () => {
  for (const program of [...bugs, ...right.filter(({ options }) => options.bound === undefined)]) {
    if (!(await isQuick(program))) continue;
    const first = await fingerprint(program);
    expect(await fingerprint(program), program.name).toBe(first);
    expect(await fingerprint(program), program.name).toBe(first);
  }
}, 300_000);

test("the trace of a failure replays it, step by step", async () => {
  for (const { name, options } of bugs) {
    const { failure } = await explore(options);
    const again = await explore({ ...options, replay: failure?.trace ?? "" });
    if (failure?.kind === "data race") continue;
    expect(again.failure?.kind, name).toBe(failure?.kind);
    expect(again.failure?.steps, name).toEqual(failure?.steps);
    expect(again.interleavings).toBe(1);
  }
}, 300_000);
