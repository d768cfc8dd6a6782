import { expect, test } from "vitest";
import { createLead, type Investigation, type LogSeverity } from "../../../../labs/sentinel/index.ts";
import { NOW } from "../intake/read-lines.ts";

/** Lets a lead read one service for an hour: an ordinary line every five seconds, and bad ones at the given seconds. */
function watch(badAt: readonly number[], busyFrom = 3600, apart = 5) {
  const lead = createLead();
  const bad = new Set(badAt);
  const investigations: Investigation[] = [];
  const recovered: number[] = [];
  for (let second = 0; second < 3600; second++) {
    const seenAt = NOW + second;
    const read = (severity: LogSeverity, text: string) =>
      lead.read({ time: seenAt, seenAt, service: "batch", severity, text, attributes: {} });
    if (second % apart === 0) read("info", `job ${second} done`);
    for (let i = 0; second >= busyFrom && i < 2; i++) read("info", `job ${second} done`);
    if (bad.has(second)) read("error", "write /data/7: no space left on device");
    investigations.push(...lead.tick(seenAt + 0.9));
    recovered.push(...lead.recoveries().map(({ recoveredAt }) => recoveredAt - NOW));
  }
  return { investigations, recovered };
}

const every = (seconds: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / seconds) }, (_, i) => from + i * seconds);

test("errors every twenty seconds are noticed of a service that had none, once, until they end", () => {
  const { investigations, recovered } = watch(every(20, 2000, 3000));
  const [first] = investigations;
  expect(first?.signal).toMatchObject({
    kind: "error-ratio",
    reason: expect.stringContaining("minutes are warnings or errors"),
  });
  expect((first?.signal.noticedAt ?? 0) - NOW).toBeLessThan(2400);
  expect(first?.signal.firstLineAt).toBe(NOW + 2000);
  expect(first?.lines.some(({ severity }) => severity === "error")).toBe(true);
  expect(recovered).toHaveLength(1);
  expect(recovered[0]).toBeGreaterThan(2960);
  expect(recovered[0]).toBeLessThan(3200);
});

test("usual errors that come with more work, as under a load test, are no incident", () => {
  const some = every(200, 0, 2000);
  const byKind = (one: ReturnType<typeof watch>) =>
    one.investigations.filter(({ signal }) => signal.kind === "error-ratio").length;
  expect(byKind(watch([...some, ...every(20, 2000, 3600)]))).toBeGreaterThan(0);
  expect(byKind(watch([...some, ...every(20, 2000, 3600)], 2000))).toBe(0);
});

test("errors that a service has always had so often say nothing, nor do a few that are new", () => {
  expect(watch(every(20, 0, 3600)).investigations).toEqual([]);
  expect(watch([2000, 2150, 2300, 2900]).investigations).toEqual([]);
  // A few in a hundred lines, of a service that writes every second.
  expect(watch(every(45, 2000, 2600), 3600, 1).investigations).toEqual([]);
});
