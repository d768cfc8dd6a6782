/**
 * `npm run bench:labs`: the benchmarks of labs, one after the other, each in a process of its own.
 * Each prints ratios that were measured in its own run.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const help = `npm run bench:labs -- [names]

Runs the benchmarks of labs: what the swarm, its processes and the sharing primitives cost, as ratios
within one run. Close other programs first: numbers of a busy machine say little.

  names    only these of: NAMES
  --help   this text
`;

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.replace(".bench.ts", ""));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !name.startsWith("-") && !names.includes(name));

if (asked.includes("--help") || asked.includes("-h")) {
  console.log(help.replace("NAMES", names.join(", ")));
} else if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown[0]}"; there are ${names.join(", ")}.`);
  process.exitCode = 1;
} else {
  for (const name of asked.length > 0 ? asked : names) {
    console.log(`\n── ${name} ──`);
    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.bench.ts`)], {
      stdio: "inherit",
    });
    if (status !== 0) process.exitCode = 1;
  }
}
