import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runBenchmark } from "../../../../labs/bench/index.ts";
import { findPythons } from "../../../../labs/bench/python/find-pythons.ts";

const python = realPython();
let folder: string;
let path: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pythons-"));
  path = process.env.PATH;
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

describe("Pythons on PATH", () => {
  it("that are missing cause a note, not an error", async () => {
    const { pythons, notes } = await findPythons(folder);
    expect(pythons).toEqual([]);
    expect(notes).toEqual([
      "No Python was measured: none of python3.14t, python3.14, python3.13 is on PATH.",
    ]);
  });

  it("that fail are left out, with a note that quotes their error", async () => {
    program("python3.14", "echo 'shim: python3.14: command not found' >&2; exit 127");
    program("python3.13", "echo 'this is no JSON'");
    const { pythons, notes } = await findPythons(folder);
    expect(pythons).toEqual([]);
    expect(notes[0]).toBe(
      "python3.14 is on PATH but does not work (shim: python3.14: command not found); it was left out.",
    );
    expect(notes[1]).toMatch(/^python3\.13 is on PATH but does not work \(.*JSON/);
  });

  it.skipIf(!python)("that work say which version they are, and how fast", async () => {
    program("python3.13", `exec ${python} "$@"`);
    const { pythons } = await findPythons([folder, "/nowhere"].join(delimiter));
    expect(pythons).toHaveLength(1);
    expect(pythons[0]?.version).toMatch(/^3\.\d+/);
    expect(pythons[0]?.pieceSeconds.analyst).toBeGreaterThan(0);
  });

  it.skipIf(!python)(
    "find the same results as Node, as threads and as processes, and compare among themselves",
    { timeout: 300_000 },
    async () => {
      program("python3.13", `exec ${python} "$@"`);
      program("python3.14", "exit 3");
      process.env.PATH = folder;
      const { report, measured } = await runBenchmark({
        agents: 3,
        approaches: ["sequential"],
        rounds: 1,
        secondsPerAgent: 0.05,
        secondsForRepeats: 0,
        python: "auto",
      });
      const names = ["sequential", "python3.13 sequential", "python3.13 threads", "python3.13 processes"];
      expect(report.runs.map((run) => run.approach)).toEqual(names);
      expect(report.runs.map((run) => run.failed)).toEqual([0, 0, 0, 0]);
      const [own, ...others] = measured.map(({ runs }) => runs[0]?.agents.map((agent) => agent.fingerprint));
      for (const each of others) expect(each).toEqual(own);
      expect(report.runs[3]).toMatchObject({ base: "python3.13 sequential" });
      expect(report.runs[3]?.speedup).toBeGreaterThan(0);
      expect(report.notes?.join(" ")).toContain("python3.14 is on PATH but does not work");
    },
  );
});

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** Any Python 3 does: the scripts need nothing new. */
function realPython(): string | undefined {
  try {
    return execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
