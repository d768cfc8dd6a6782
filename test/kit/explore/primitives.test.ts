import { Channel } from "@swarmlab/labs/sharing";
import { expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";

test("a channel with room for two messages loses no wake-up of its receiver", async () => {
  const { failure } = await explore({
    shared: () => ({ channel: new Channel<number>({ capacity: 2, slotBytes: 8 }) }),
    scope: { Channel },
    threads: [
      ({ channel }) => {
        channel.send(1);
        channel.send(2);
      },
      ({ channel }) => [channel.receive(), channel.receive()],
    ],
    steps: 400_000,
    finally: (_shared, [, received]) => String(received) === "1,2",
  });
  expect(failure).toBeNull();
});
