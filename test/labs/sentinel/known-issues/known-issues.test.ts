import { expect, test } from "vitest";
import { KnownIssues, type PastIncident, pastIncidents } from "../../../../labs/sentinel/index.ts";

const disk: PastIncident = {
  title: "Volume of ledger full",
  text: "write /data/wal/17: no space left on device",
  cause: "disk-full",
  fix: "Enlarged the volume.",
  serviceKind: "database",
};

test("the same number and seed give the same past incidents, and a longer list begins with the shorter one", () => {
  expect(pastIncidents(50, 7)).toEqual(pastIncidents(80, 7).slice(0, 50));
  expect(pastIncidents(50, 8)).not.toEqual(pastIncidents(50, 7));
  expect(() => pastIncidents(-1)).toThrow("The number of past incidents must be");
});

test("an issue is found by other words of the same meaning, with other numbers in them", () => {
  const issues = KnownIssues.of([...pastIncidents(200), disk]);
  expect(issues.search("ENOSPC: no space left on device, write '/data/wal/93'", 1)[0]?.title).toMatch(
    /full|space|write/,
  );
  const [first] = issues.search("write /data/wal/18: no space left on device", 3);
  expect(first).toMatchObject({ id: 200, title: disk.title });
  expect(first?.similarity).toBeGreaterThan(0.7);
  expect(issues.get(200)).toEqual({ id: 200, ...disk });
});

test("what one learns all find, until the index is full, which one sentence says", async () => {
  const issues = KnownIssues.of(pastIncidents(20), { room: 2 });
  const other = KnownIssues.open(issues.memory);
  expect(issues.learn(disk)).toBe(20);
  expect(other.search(disk.text, 1)[0]?.id).toBe(20);
  expect(await other.learnAsync({ ...disk, title: "Again" })).toBe(21);
  expect(issues.get(21)?.title).toBe("Again");
  expect(() => issues.learn(disk)).toThrow(
    "The index is full: it holds 22 issues and was made for no more; make it with a larger room.",
  );
  await expect(issues.learnAsync(disk)).rejects.toMatchObject({ code: "FULL" });
  expect(issues.count).toBe(22);
});

test("what is no issue, no number or no text is refused by name", () => {
  const issues = KnownIssues.of([]);
  expect(issues.search("anything")).toEqual([]);
  expect(issues.get(0)).toBeUndefined();
  expect(issues.get(0.5)).toBeUndefined();
  expect(() => issues.learn({ ...disk, fix: "" })).toThrow(
    "An issue's fix must be a text of 1 to 16384 characters",
  );
  expect(() => issues.search("x", 0)).toThrow("The number of issues to find must be");
  expect(() => KnownIssues.of([], { room: 1.5 })).toThrow("The option room must be");
});
