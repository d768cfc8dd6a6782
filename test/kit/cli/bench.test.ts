import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { usualCounts } from "../../../kit/cli/bench/bench-request.ts";
import { benchCommand } from "../../../kit/cli/bench.ts";
import { processTree } from "../../../labs/bench/measure/process-tree.ts";
import { WORKLOADS } from "../../../labs/bench/workloads/workloads.ts";
import { checkReport } from "../../../labs/dashboard/index.ts";
import { localExecutorNames } from "../../../labs/swarm/index.ts";
import { isAlive } from "../../labs/swarm/processes/support/processes-alive.ts";

const entry = fileURLToPath(new URL("../../../kit/cli/bench.ts", import.meta.url));
const small = ["--agents", "2", "--repeats", "1", "--quick", "--python", "off"];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bench-"));
  // Relative paths start where npm was called.
  vi.stubEnv("INIT_CWD", folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Runs the command in this process. */
async function bench(...argv: string[]) {
  const written = { out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    columns: 100,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const code = await benchCommand(argv, {
    out: stream("out"),
    err: stream("err"),
  });
  return { code, ...written };
}

describe("npm run bench", { timeout: 300_000 }, () => {
  it("explains itself", async () => {
    const { code, out } = await bench("--help");
    expect(code).toBe(0);
    for (const option of [
      "--agents",
      "--approaches",
      "--workload",
      "--repeats",
      "--python",
      "--json",
      "--html",
      "--quick",
    ])
      expect(out).toContain(option);
    for (const name of [...localExecutorNames(), ...WORKLOADS.flatMap((one) => [one.name, one.summary])])
      expect(out).toContain(name);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it("compares the Sentinel with its old way, and says that both find the same", async () => {
    const file = join(folder, "sentinel.json");
    const { out, code } = await bench("--workload", "sentinel", "--quick", "--agents", "4", "--json", file);
    expect(code).toBe(0);
    expect(out).toContain("same findings: yes");
    expect(out).toMatch(/memory: threads take 1\//);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ processes: 4, sameFindings: true });
  }, 300_000);

  it.each([
    [["--agents", "0"], '--agents takes whole numbers such as 2,4,8, each at least 1, but got "0".'],
    [["--agents", "2,,8"], '--agents takes whole numbers such as 2,4,8, each at least 1, but got "".'],
    [["--agents", "1e15"], /^1,000,000,000,000,000 agents would take about .*: ask for at most/],
    [["--approaches", "magic"], /^approaches must be made of .*'magic'\.$/],
    [["--workload", "sleep"], /^There is no workload "sleep": choose one of/],
    [["--repeats", "few"], '--repeats takes a whole number of at least 1, but got "few".'],
    [["--python", "yes"], '--python takes auto or off, but got "yes".'],
    [["--workers", "hot"], '--workers takes warm, cold or both, but got "hot".'],
    [["--minutes", "0"], '--minutes takes a number above 0, but got "0".'],
    [["--control", "many"], '--control takes a whole number of at least 1, but got "many".'],
    [["--json", "."], '--json takes the path of a file, but "." is a folder.'],
    [["--fast"], "Unknown option '--fast'. Run npm run bench -- --help to see what there is."],
    [["more"], "Unexpected argument 'more'. Run npm run bench -- --help to see what there is."],
  ])("answers %j in one sentence, before anything is measured", async (argv, sentence) => {
    const { code, out, err } = await bench(...argv);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err.trimEnd()).toMatch(sentence);
    expect(err.trimEnd()).not.toContain("\n");
  });

  it("prints the table, and writes the report it is asked for", async () => {
    const { code, out, err } = await bench(
      ...small,
      "--approaches",
      "sequential,worker-threads",
      "--json",
      "a/b.json",
      "--html",
      "b.html",
    );
    expect(code).toBe(0);
    expect(out).toMatch(/Sequential +[\d.]+ +1\.00×/);
    expect(out).toContain("Worker threads");
    expect(err).toMatch(/of \d+ runs/);
    const report = checkReport(JSON.parse(readFileSync(join(folder, "a/b.json"), "utf8")));
    expect(report.runs).toHaveLength(2);
    expect(report.machine.cores).toBeGreaterThan(0);
    for (const { ofCeiling, idle } of report.runs) {
      expect(ofCeiling).toBeGreaterThan(0);
      expect(ofCeiling).toBeLessThanOrEqual(1);
      expect(idle).toBeGreaterThanOrEqual(0);
      expect(idle).toBeLessThan(1);
    }
    expect(report.ceilings).toMatchObject([{ agents: 2, seconds: { n: 1 } }]);
    expect(out).toContain("Of ceiling");
    expect(report).toHaveProperty("winner", null);
    expect(readFileSync(join(folder, "b.html"), "utf8")).toContain("Swarm Lab benchmark");
  });

  it.each([
    [1, [2, 4, 8]],
    [2, [2, 4, 8]],
    [6, [2, 4, 8, 12]],
    [16, [2, 4, 8, 16, 32]],
    [24, [2, 4, 8, 16, 32, 48]],
  ])("measures with 2, 4, 8 and on to twice the cores: %i cores", (cores, counts) => {
    expect(usualCounts(cores)).toEqual(counts);
  });

  it("keeps the table when the report cannot be written in the end", async () => {
    // A file where a folder is needed: seen only when the report is written, as a full disk is.
    writeFileSync(join(folder, "file"), "");
    const argv = [...small, "--approaches", "sequential", "--json", "file/x.json"];
    const { code, out, err } = await bench(...argv);
    expect(out).toContain("Sequential");
    expect(err).toMatch(/could not be written to .*file.x\.json .*the measurement itself is kept/);
    expect(code).toBe(1);
  });

  it("prints what is measured at Ctrl-C, says that it is partial, and leaves nothing running", async () => {
    const child = spawn(process.execPath, [
      entry,
      "--quick",
      "--repeats",
      "50",
      "--agents",
      "2",
      "--python",
      "off",
    ]);
    // "exit" may come before the last of the output.
    const exited = once(child, "close");
    let [out, err] = ["", ""];
    child.stdout.on("data", (data) => {
      out += data;
    });
    child.stderr.on("data", (data) => {
      err += data;
    });
    await expect.poll(() => err, { timeout: 120_000 }).toMatch(/[1-9]\d* of \d+ runs/);
    const started = processTree(child.pid ?? 0).slice(1);
    // From the terminal, and once more from npm.
    child.kill("SIGINT");
    child.kill("SIGINT");
    expect(await exited).toEqual([130, null]);
    expect(out).toContain("Sequential");
    expect(out).toMatch(/stopped midway: this is partial/);
    expect(err).toContain("interrupted: this is partial");
    await expect.poll(() => started.filter(isAlive)).toEqual([]);
  });
});
