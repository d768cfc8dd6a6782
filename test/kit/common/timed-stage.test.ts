import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { expect, test } from "vitest";
import { timedStage } from "../../../kit/common/timed-stage.ts";

test("a stage gives what its work gives, and publishes its time where the channel has a listener", async () => {
  const heard: unknown[] = [];
  const listen = (message: unknown) => heard.push(message);
  subscribe("swarmlab:stage", listen);
  expect(await timedStage("compile", async () => 7)).toBe(7);
  await expect(timedStage("run", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  unsubscribe("swarmlab:stage", listen);
  expect(await timedStage("load", async () => 8)).toBe(8);
  expect(heard).toEqual([
    { stage: "compile", milliseconds: expect.any(Number) },
    { stage: "run", milliseconds: expect.any(Number) },
  ]);
});
