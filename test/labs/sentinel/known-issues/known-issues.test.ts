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

test("of the ten issues that resemble a text most, the search finds 98 % or more, also those in words of their own", () => {
  const odd = ["zebra quantum lantern", "orchid marble velvet", "falcon glacier timber"].map((words) => ({
    ...disk,
    title: words,
    text: `${words} ${words}ing again`,
  }));
  const issues = KnownIssues.of([...odd, ...pastIncidents(2500)], { room: 10 });
  const learnt = issues.learn({ ...disk, title: "saffron meadow", text: "thistle ember pebble" });
  const queries = [
    ...pastIncidents(40, 99).flatMap(({ title, text }) => [text.split("\n")[0] ?? "", `${title}\n${text}`]),
    ...["No space left on device", "x509: certificate has expired", "Connection refused", "OOMKilled"],
  ];
  let found = 0;
  for (const query of queries) {
    // Where more than ten resemble it as much as the tenth, any of them counts.
    const least = (issues.searchExactly(query, 10)[9]?.similarity ?? 0) - 1e-6;
    found += issues.search(query, 10).filter(({ similarity }) => similarity >= least).length;
  }
  expect(found / queries.length / 10).toBeGreaterThanOrEqual(0.98);
  for (const [id, { title }] of odd.entries()) expect(issues.search(title, 1)[0]?.id).toBe(id);
  expect(issues.search("pebble thistle", 1)[0]?.id).toBe(learnt);
});

test("a search in another thread's view and in a copy finds the same", () => {
  const issues = KnownIssues.of(pastIncidents(2500));
  const query = "Memory cgroup out of memory: Killed process 17";
  expect(KnownIssues.open(issues.memory).search(query)).toEqual(issues.search(query));
  expect(KnownIssues.ofCopy(issues.copy()).search(query)).toEqual(issues.search(query));
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
