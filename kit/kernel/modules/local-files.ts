import { statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";

/** Endings that an import may leave out, in the order in which they are tried. */
const ENDINGS = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"];
/** An import may name the file that a compiler would write. */
const WRITTEN: Readonly<Record<string, string>> = { ".js": ".ts", ".mjs": ".mts", ".cjs": ".cts" };

const kit = dirname(dirname(fileURLToPath(siblingModule(import.meta.url, "local-files"))));

/** Whether a file is a learner's own: no package's, and not the kit's or the lab's. */
export function isLocal(path: string): boolean {
  return !path.includes("/node_modules/") && !path.startsWith(`${dirname(kit)}/`) && !isOfLabs(path);
}

const isOfLabs = (path: string) => path.startsWith(`${labsFolder()}/`);
let labs: string | undefined;
function labsFolder(): string {
  labs ??= dirname(dirname(dirname(fileURLToPath(import.meta.resolve("@swarmlab/labs/swarm")))));
  return labs;
}

/** The file that an import of a path means: the file itself, one with an ending added, or the index of a folder. */
export function findFile(path: string): string | undefined {
  const ending = extname(path);
  const written = WRITTEN[ending];
  const candidates = [
    path,
    ...(written ? [path.slice(0, -ending.length) + written] : []),
    ...ENDINGS.map((one) => path + one),
    ...ENDINGS.map((one) => join(path, `index${one}`)),
  ];
  return candidates.find((one) => statSync(one, { throwIfNoEntry: false })?.isFile());
}
