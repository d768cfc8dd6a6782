import { connect } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  connectSocket,
  createFleet,
  createIntake,
  type FleetServer,
  type LogEvent,
  openFleetServer,
} from "../../../../labs/sentinel/index.ts";

const fleet = createFleet({ services: 20, linesPerSecond: 50, hours: 0.03, seed: 4 });

describe("the server of a fleet", () => {
  let server: FleetServer | undefined;
  afterEach(() => server?.close());

  test("sends all lines to a reader that connects, which reads the events of the fleet", async () => {
    server = await openFleetServer({ fleet, speed: Number.POSITIVE_INFINITY });
    const intake = createIntake({ isSeenWhenObserved: true });
    const source = await connectSocket(server.port, intake);
    await source.ended;
    const events: LogEvent[] = [];
    intake.drain((event) => events.push(event));
    const expected = [...fleet.events()];
    expect(events).toHaveLength(expected.length);
    expect(events.slice(0, 200)).toEqual(
      expected.slice(0, 200).map((event) => ({ ...event, seenAt: Math.round(event.seenAt * 1e6) / 1e6 })),
    );
  });

  test("waits for a reader that does not read, and ends with it", async () => {
    const long = createFleet({ services: 20, linesPerSecond: 2000, hours: 0.5, seed: 4 });
    server = await openFleetServer({ fleet: long, speed: Number.POSITIVE_INFINITY });
    const socket = connect(server.port, "127.0.0.1");
    socket.pause();
    let before = -1;
    await vi.waitFor(
      () => {
        const { sent } = server as FleetServer;
        const isStill = sent > 0 && sent === before;
        before = sent;
        expect(isStill).toBe(true);
      },
      { timeout: 60_000, interval: 150 },
    );
    expect(before).toBeLessThan(100_000);
    await server.close();
    socket.destroy();
  });

  test("survives a reader that breaks the connection while the fleet waits for it", async () => {
    const long = createFleet({ services: 20, linesPerSecond: 2000, hours: 0.5, seed: 4 });
    server = await openFleetServer({ fleet: long, speed: Number.POSITIVE_INFINITY });
    const rejected: unknown[] = [];
    const onRejection = (reason: unknown) => rejected.push(reason);
    process.on("unhandledRejection", onRejection);
    const socket = connect(server.port, "127.0.0.1");
    socket.pause();
    await expect.poll(() => server?.sent).toBeGreaterThan(0);
    socket.resetAndDestroy();
    await server.close();
    process.off("unhandledRejection", onRejection);
    expect(rejected).toEqual([]);
  });
});
