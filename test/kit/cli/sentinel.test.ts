import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { readSentinelRequest, type SentinelValues } from "../../../kit/cli/sentinel/sentinel-request.ts";
import { sentinelCommand } from "../../../kit/cli/sentinel.ts";
import { temporaryFolder } from "../../labs/sentinel/support/temporary-folder.ts";
import { runCommand } from "./support/run-command.ts";

const run = (...argv: string[]) => runCommand(sentinelCommand, ...argv);
const ENTRY = join(import.meta.dirname, "../../../kit/cli/sentinel.ts");

/** The command as a program, with the lines that it prints. */
function start(...argv: string[]) {
  const child = spawn(process.execPath, [ENTRY, ...argv], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CI: "1" },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  return { child, lines, exit: once(child, "close"), errors: () => errors };
}

test("It explains itself in short lines, and says what is sent where.", async () => {
  const { code, out } = await run("--help");
  expect(code).toBe(0);
  for (const option of [
    "--tail",
    "--journal",
    "--otlp",
    "--slack",
    "--webhook",
    "--file",
    "--dry-run",
    "--store",
  ])
    expect(out).toContain(option);
  for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
});

test.each([
  [["--tail", "a.log", "--journal"], "a Sentinel watches one source"],
  [["--fleet", "--otlp", "4318"], "--fleet only simulates services"],
  [["--port", "4700"], "give --fleet too"],
  [["--connect", "example.com:4700"], "bring example.com here through a tunnel"],
  [["--connect", "nowhere"], "--connect takes HOST:PORT"],
  [["--services", "0"], "--services takes a whole number from 1 to 5000"],
  [["--speed", "fast"], '--speed takes a number above 0, but got "fast".'],
  [["--tail", "a.log", "--speed", "3"], "real logs come as fast as they come"],
  [["--slack"], "--slack needs the address of the webhook in the environment's SENTINEL_SLACK_URL"],
  [["--webhook"], "SENTINEL_WEBHOOK_URL"],
])("A wrong command line is answered by one sentence: %j", async (argv, sentence) => {
  const { code, out, err } = await run(...argv);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(sentence);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("The address of a webhook comes from the environment, and an address that is none is not repeated.", async () => {
  const values: SentinelValues = {
    ...{ journal: false, docker: false, fleet: false, services: "10", agents: "1", seed: "1" },
    ...{ slack: true, webhook: false, "dry-run": false, out: "page.html", json: false },
  };
  const request = readSentinelRequest(values, { SENTINEL_SLACK_URL: "https://hooks.example/secret" });
  expect(request).toMatchObject({
    kind: "watch",
    slackUrl: "https://hooks.example/secret",
    store: undefined,
  });
  process.env.SENTINEL_SLACK_URL = "secret-without-protocol";
  onTestFinished(() => void delete process.env.SENTINEL_SLACK_URL);
  const { code, err } = await run("--slack", "--services", "5", "--seconds", "1");
  expect(code).toBe(1);
  expect(err).toContain("The address of the Slack webhook must be an address that begins with https://");
  expect(err).not.toContain("secret-without-protocol");
});

test("With --json it prints the run and nothing else, and the page is written beside it.", async () => {
  await using folder = await temporaryFolder();
  const out = join(folder.path, "deep", "page.html");
  const { child, lines, exit } = start(
    ...["--services", "15", "--seconds", "2", "--speed", "300", "--json", "--out", out],
  );
  await exit;
  expect(child.exitCode).toBe(0);
  const record = JSON.parse(lines.join("\n"));
  expect(record).toMatchObject({ version: 1, state: { isSimulated: true, about: "15 simulated services" } });
  expect(readFileSync(out, "utf8")).toContain("simulated services");
});

test("Without options it says plainly that all is simulated; Ctrl-C ends it in order, and the page is written.", async () => {
  await using folder = await temporaryFolder();
  const out = join(folder.path, "page.html");
  const { child, lines, exit, errors } = start("--services", "15", "--out", out);
  await expect.poll(() => lines.some((line) => line.includes("lines read"))).toBe(true);
  child.kill("SIGINT");
  await exit;
  expect({ code: child.exitCode, errors: errors() }).toEqual({ code: 0, errors: "" });
  expect(lines[0]).toContain(
    "The services are simulated, and so is what goes wrong with them: 15 services, 30 times",
  );
  expect(lines.at(-1)).toBe(`The page about this run: ${out}`);
  expect(lines.join("")).not.toContain("\u001b");
  expect(existsSync(out)).toBe(true);
});

test("A fleet that is served is watched from another process, and both end when they are asked to.", async () => {
  await using folder = await temporaryFolder();
  const fleet = start("--fleet", "--services", "10", "--speed", "2000");
  await expect.poll(() => fleet.lines.length).toBeGreaterThan(1);
  const [, port = ""] = /127\.0\.0\.1:(\d+)/.exec(fleet.lines[0] ?? "") ?? [];
  const watcher = start(
    ...["--connect", port, "--seconds", "3", "--out", join(folder.path, "page.html")],
    ...["--store", join(folder.path, "store.db"), "--json"],
  );
  await watcher.exit;
  fleet.child.kill("SIGINT");
  await fleet.exit;
  expect([watcher.errors().includes("page.html"), watcher.child.exitCode, fleet.child.exitCode]).toEqual([
    true,
    0,
    0,
  ]);
  const { state } = JSON.parse(watcher.lines.join("\n"));
  expect(state).toMatchObject({ isSimulated: false, about: `lines from port ${port}` });
  expect(state.counts.lines).toBeGreaterThan(1000);
  expect(state.services).toHaveLength(10);
  // The clock is that of the lines.
  expect(new Date(state.clock * 1000).getUTCFullYear()).toBe(2026);
  expect(fleet.lines.at(-1)).toMatch(/lines were sent\.$/);
});

test("A source that is not there is one sentence and exit code 1.", async () => {
  const { code, err } = await run("--connect", "1", "--store", ":memory:");
  expect(code).toBe(1);
  expect(err).toMatch(/^Nothing answers on port 1 of this machine: .*\n$/);
});
