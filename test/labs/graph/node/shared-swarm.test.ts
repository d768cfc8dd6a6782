import { afterEach, expect, test } from "vitest";
import { agent } from "../../../../labs/agents/index.ts";
import { closeNodeSwarms, sharedSwarm } from "../../../../labs/graph/node/shared-swarm.ts";

afterEach(closeNodeSwarms);

const run = async () => {
  const { results } = await sharedSwarm("event-loop", {}).run({ agents: [agent(() => "ran", 1, null)] });
  return results[0]?.result;
};

test("nodes that run while the swarms of all nodes are closed have their answers", async () => {
  const first = run();
  const closing = closeNodeSwarms();
  const second = run();
  expect(await Promise.all([first, second])).toEqual(["ran", "ran"]);
  await closing;
  const again = closeNodeSwarms();
  expect(await run()).toBe("ran");
  await again;
});
