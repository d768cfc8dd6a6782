import { describe, expect, test } from "vitest";
import { isTimeZone, readTime } from "../../../kit/grading/collect/read-time.ts";

const iso = (text: string, zone?: string) => {
  const time = readTime(text, zone);
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe("a time is read in the zone that it names", () => {
  test.each([
    ["2026-10-06 15:58:23.948203 America/Los_Angeles", "2026-10-06T22:58:23.948Z"],
    ["2026-01-06 15:58:23 America/Los_Angeles", "2026-01-06T23:58:23.000Z"],
    ["2026-10-06 15:58:23 PST", "2026-10-06T23:58:23.000Z"],
    ["2026-10-06 15:58:23 pdt", "2026-10-06T22:58:23.000Z"],
    ["2026-10-06 15:58:23 CET", "2026-10-06T14:58:23.000Z"],
    ["2026-10-06 15:58:23 GMT+2", "2026-10-06T13:58:23.000Z"],
    ["2026-10-06 15:58:23 UTC-05:30", "2026-10-06T21:28:23.000Z"],
    ["2026-10-06 15:58:23 +0200", "2026-10-06T13:58:23.000Z"],
    ["2026-10-06 15:58:23+02", "2026-10-06T13:58:23.000Z"],
    ["2026-10-06T15:58-07:00[America/Los_Angeles]", "2026-10-06T22:58:00.000Z"],
    ["2026-10-05 21:59:30.123456789 Z", "2026-10-05T21:59:30.123Z"],
    ["2026-10-05 21:59:30 UTC", "2026-10-05T21:59:30.000Z"],
    ["2026-10-05 21:59:30 Etc/UTC", "2026-10-05T21:59:30.000Z"],
  ])("%s", (text, expected) => {
    expect(iso(text)).toBe(expected);
  });
});

test("a time without a zone is in the course's zone, and never in the machine's", () => {
  expect(iso("2026-10-06 15:58:23")).toBe("2026-10-06T15:58:23.000Z");
  expect(iso("2026-10-06 15:58:23", "Europe/Berlin")).toBe("2026-10-06T13:58:23.000Z");
});

test.each([
  "",
  "yesterday",
  "2026-10-06",
  "2026-13-06 10:00 UTC",
  "2026-10-06 25:00 UTC",
  "2026-02-30 10:00 UTC",
  "2026-10-06 10:00 Mars/Olympus",
  "2026-10-06 10:00 CST",
  "2026-10-06 10:00 IST",
  "2026-10-06 10:00 +99:00",
  "2026-10-06 10:00 ../../etc/passwd",
])("%j cannot be read", (text) => {
  expect(readTime(text)).toBeUndefined();
});

test("a zone is known by its name, its abbreviation or its offset", () => {
  expect(["Europe/Berlin", "UTC", "CET", "+02:00"].map(isTimeZone)).toEqual([true, true, true, true]);
  expect(["Berlin", "Europe/Atlantis", ""].map(isTimeZone)).toEqual([false, false, false]);
});
