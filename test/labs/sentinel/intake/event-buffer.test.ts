import { describe, expect, test } from "vitest";
import type { LogEvent } from "../../../../labs/sentinel/index.ts";
import { EventBuffer } from "../../../../labs/sentinel/intake/event-buffer.ts";

function event(service: string, severity: LogEvent["severity"], text: string): LogEvent {
  return { time: 1, seenAt: 1, service, severity, text, attributes: {} };
}

describe("the buffer before the lead", () => {
  test("keeps all and their order while it is less than half full", () => {
    const buffer = new EventBuffer(100, () => 1000);
    const events = Array.from({ length: 50 }, (_, i) => event("a", "info", `line ${i}`));
    for (const each of events) expect(buffer.push(each)).toBe(true);
    expect(Array.from({ length: 50 }, () => buffer.shift())).toEqual(events);
    expect(buffer.shift()).toBeUndefined();
  });

  test("in a flood leaves out well-known lines of the noisy service, and keeps errors and new kinds", () => {
    const buffer = new EventBuffer(1000, ({ text }) => (text.startsWith("known") ? 500 : 0));
    let pushed = 0;
    let kept = 0;
    for (let i = 0; i < 20_000; i++) {
      if (buffer.push(event("noisy", "info", "known line"))) kept++;
      pushed++;
      if (i % 100 === 0) {
        expect(buffer.push(event("quiet", "info", "known line")), `quiet at ${buffer.level}`).toBe(true);
        expect(buffer.push(event("noisy", "error", "known failure"))).toBe(true);
        expect(buffer.push(event("noisy", "info", "something new"))).toBe(true);
        for (let j = 0; j < 6; j++) buffer.shift();
      }
    }
    expect(buffer.level).toBeLessThan(0.95);
    expect(buffer.takeShed()).toEqual([{ service: "noisy", count: pushed - kept }]);
    expect(buffer.takeShed()).toEqual([]);
    expect([...buffer.shed]).toEqual([["noisy", pushed - kept]]);
  });

  test("never holds more than its capacity", () => {
    const buffer = new EventBuffer(64, () => 0);
    for (let i = 0; i < 1000; i++) buffer.push(event("a", "fatal", `new ${i}`));
    expect(buffer.size).toBe(64);
    expect(buffer.shed.get("a")).toBe(936);
  });
});
