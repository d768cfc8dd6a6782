import { UsageError } from "../../common/command-line.mjs";
import type { SandboxKind } from "../../sandbox/index.ts";

/** What --sandbox takes. Written down here, since loading the sandboxes would slow `--help`; a test compares. */
const KINDS = ["bwrap", "unshare", "docker", "user", "none"] as const satisfies readonly SandboxKind[];

/** The kinds as a sentence lists them: "bwrap, unshare or none". */
export const sandboxWords = `${KINDS.slice(0, -1).join(", ")} or ${KINDS.at(-1)}`;

/** @throws UsageError for a kind that does not exist */
export function readSandboxKind(word: string): SandboxKind {
  const kind = KINDS.find((one) => one === word);
  if (kind === undefined) throw new UsageError(`There is no sandbox "${word}": give ${sandboxWords}.`);
  return kind;
}
