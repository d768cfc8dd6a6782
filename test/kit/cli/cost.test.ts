import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { costCommand } from "../../../kit/cli/cost.ts";
import { clear } from "../../labs/dashboard/sample-report.ts";
import { runCommand } from "./support/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "cost-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}
const bench = file("bench.json", clear);
const cost = (...argv: string[]) => runCommand(costCommand, ...argv);

it("explains itself in lines of at most 120 characters", async () => {
  const { code, out } = await cost("--help");
  expect(code).toBe(0);
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
});

it("gives containers and core-hours without prices, and no money", async () => {
  const { code, out, err } = await cost(bench);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("Worker threads");
  expect(out).toContain("core-hours");
  expect(out).toContain("Without prices there is no money here");
});

it("takes prices from a file, and those of the command line stand above them", async () => {
  const prices = file("prices.json", { coreHour: 1, currency: "EUR" });
  const money = async (...argv: string[]) =>
    JSON.parse((await cost(bench, "--json", ...argv)).out).rows[0].whole.money;
  const [one, two] = [await money("--prices", prices), await money("--prices", prices, "--core-hour", "2")];
  expect(one).toBeGreaterThan(0);
  expect(two).toBe(2 * one);
});

it("prints the plan as JSON, with the articles' cases and their inputs", async () => {
  const plan = JSON.parse((await cost(bench, "--json", "--load", "50")).out);
  expect(plan).toMatchObject({ load: 50, busy: 0.8, hours: 730, prices: null });
  expect(plan.examples.map(({ name }: { name: string }) => name)).toEqual([
    "machine-per-agent",
    "core-per-agent",
    "shared-memory",
  ]);
});

it("writes the page from the folder in which it was called", async () => {
  vi.stubEnv("INIT_CWD", folder);
  const { code, err } = await cost("bench.json", "--html", "cost.html");
  vi.unstubAllEnvs();
  expect({ code, err }).toEqual({ code: 0, err: `Wrote ${join(folder, "cost.html")}\n` });
  expect(readFileSync(join(folder, "cost.html"), "utf8")).toContain("What the swarm costs");
});

it.each([
  ["no file", "no-such.json", undefined, "there is no such file"],
  ["no JSON", "text.json", "cores: 2", "holds no JSON"],
  ["another JSON", "list.json", [1, 2], "the report has to be an object, but it is an array"],
  ["no rows", "empty.json", { ...clear, runs: [] }, "The report has no runs"],
  [
    "a row that is no row",
    "row.json",
    { ...clear, runs: [{ approach: 3 }] },
    "runs[0].approach has to be a text",
  ],
  [
    "only failed rows",
    "failed.json",
    { ...clear, runs: clear.runs.map((run) => ({ ...run, failed: 1 })) },
    "no row in which all agents succeeded",
  ],
])("ends with 1 and a sentence for a bench file with %s", async (_, name, content, sentence) => {
  const path = content === undefined ? join(folder, name) : file(name, content);
  const { code, out, err } = await cost(path);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(sentence);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});

it.each([
  [{ coreHours: 1 }, '"coreHours", which is no price'],
  [{ coreHour: "1" }, 'coreHour has to be a number from 0 on, but it is "1"'],
  [[], "has to hold an object with prices"],
  [{ currency: 3 }, "currency has to be a text"],
])("ends with 1 and a sentence for prices %j", async (prices, sentence) => {
  const { code, err } = await cost(bench, "--prices", file("bad-prices.json", prices));
  expect(code).toBe(1);
  expect(err).toContain(sentence);
});

it("ends with 1 and a sentence when the page cannot be written", async () => {
  const { code, err } = await cost(bench, "--html", join(folder, "no", "such", "page.html"));
  expect(code).toBe(1);
  expect(err).toContain("The page cannot be written to");
});

it("ends with 2 and a sentence for wrong use", async () => {
  expect(await cost()).toMatchObject({
    code: 2,
    err: expect.stringContaining("Name one file of a benchmark"),
  });
  expect(await cost(bench, bench)).toMatchObject({ code: 2, err: expect.stringContaining("not 2") });
  for (const [option, value] of [
    ["--load", "0"],
    ["--busy", "120"],
    ["--hours", "none"],
    ["--core-hour", "-1"],
    ["--queue-ms", ""],
  ] as const) {
    const { code, err } = await cost(bench, `${option}=${value}`);
    expect(code, option).toBe(2);
    expect(err).toContain(`${option} takes a number`);
  }
});
