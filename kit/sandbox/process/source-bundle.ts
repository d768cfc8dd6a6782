import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = import.meta.dirname;
const kit = join(folder, "../..");
/** The folders whose modules the program in an answer's process is made of. */
const SOURCES = [folder, join(folder, "codec"), join(kit, "common")];

/** The program as one file, where it runs from the sources and the file was written for just these; found once. */
let known: string | false | undefined;

/**
 * From the sources, Node strips the types of forty modules in each process anew: 163 ms of processor time to the first reply, and 47 from one file. The
 * tests write it before they begin (`test/bundle-runner.ts`). A file of other sources is not taken.
 */
export function sourceBundle(): string | undefined {
  if (!fileURLToPath(import.meta.url).endsWith(".ts")) return undefined;
  if (known === undefined) {
    const file = sourceBundleFile();
    known = existsSync(file) && file;
  }
  return known || undefined;
}

/** Where the one file stands for the sources as they are now. */
export function sourceBundleFile(): string {
  const versions = SOURCES.flatMap((source) =>
    readdirSync(source)
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => {
        const { mtimeMs, size } = statSync(join(source, name));
        return `${join(source, name)} ${mtimeMs} ${size}`;
      }),
  );
  const key = createHash("sha256")
    .update([process.version, ...versions].join("\n"))
    .digest("hex");
  return join(dirname(kit), ".lab/cache", `runner-${key.slice(0, 16)}.cjs`);
}
