import { execFileSync, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../../../labs/examples/", import.meta.url));
// The door is no example.
const examples = readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "index.ts");

/** "one swarm    126.66 ms  (6 rounds, 109.31 ms to 134.05 ms)" */
const MEASURED = /^(.+?) {2,}([\d.]+) ms {2}\((\d+) rounds, ([\d.]+) ms to ([\d.]+) ms\)$/;
const VERDICT = /^Here the tip does not pay|took [\d.]+ times as long as|no more than noise here/;
const EXCUSE = /^Pinning needs taskset|^taskset cannot be used here/;

interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly complaints: string;
  /** Processes it has started that are still there. */
  readonly left: readonly string[];
}

/** Runs a program as a reader does, in a session of its own, so that whatever it leaves behind can be found. */
async function run(program: string): Promise<Ended> {
  const child = spawn(process.execPath, [program], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const late = setTimeout(() => child.kill("SIGKILL"), 280_000);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(late);
  return { code, lines: output.trim().split("\n"), complaints, left: processesOfGroup(child.pid ?? 0) };
}

function processesOfGroup(group: number): string[] {
  const lines = execFileSync("ps", ["-eo", "pgid=,stat=,args="], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  }).split("\n");
  // Zombies are not counted.
  return lines.filter((line) => Number.parseInt(line, 10) === group && !/^\s*\d+\s+Z/.test(line));
}

test("there is an example for every tip", () => {
  expect(examples).toEqual([
    "few-isolates.ts",
    "one-worker-pool.ts",
    "pin-the-coordinator.ts",
    "shutdown-flag.ts",
    "wake-at-once.ts",
    "warm-cache.ts",
  ]);
});

test.each(examples)(
  "%s measures its tip, says what it has seen, and leaves no process",
  { timeout: 300_000 },
  async (name) => {
    const { code, lines, complaints, left } = await run(folder + name);
    expect({ code, complaints, left }).toEqual({ code: 0, complaints: "", left: [] });
    // Another system has no taskset, and some containers forbid it: then one sentence says so.
    if (name === "pin-the-coordinator.ts" && lines.some((line) => EXCUSE.test(line))) {
      expect(lines).toHaveLength(1);
      return;
    }
    if (name === "warm-cache.ts") {
      expect(lines).toContain("warm cache: tables loaded by 8 agents: 1");
      expect(lines).toContain("each loads anew: tables loaded by 8 agents: 8");
    }
    const measured = lines.flatMap((line) => {
      const [, way, middle, rounds, least, most] = MEASURED.exec(line) ?? [];
      return way === undefined
        ? []
        : [{ way, rounds: Number(rounds), times: [least, middle, most].map(Number) }];
    });
    expect(measured.length).toBeGreaterThan(1);
    for (const { rounds, times } of measured) {
      expect(rounds).toBeGreaterThanOrEqual(6);
      // Real measurements differ from round to round.
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times[0]).toBeLessThan(times[2] as number);
    }
    expect(lines.filter((line) => VERDICT.test(line))).toHaveLength(measured.length - 1);
  },
);
