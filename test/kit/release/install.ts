import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

const from = join(import.meta.dirname, "../../../node_modules");

/** What npm would install, without asking it: the packages that the copy's lock file names, and the copy's labs and kit. */
export function install(copy: string): void {
  const lock = JSON.parse(readFileSync(join(copy, "package-lock.json"), "utf8")) as {
    packages: Record<string, { optional?: boolean }>;
  };
  const names = Object.keys(lock.packages)
    .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1])
    .filter((name) => name !== undefined);
  for (const name of names) {
    const place = join(copy, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(name.startsWith("@swarmlab/") ? join(copy, name.slice(10)) : join(from, name), place);
  }
}
