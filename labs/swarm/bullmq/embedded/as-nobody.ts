import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** The user and group `nobody` of every Linux. PostgreSQL refuses to run as root. */
export const NOBODY = 65534;

/** How a program is started: as it is, or by another one, and as which user. */
export interface Start {
  readonly program: string;
  readonly args: readonly string[];
  readonly user: { readonly uid?: number; readonly gid?: number };
}

/**
 * Starts a program as this user, or as the user `nobody` where this user is root. A folder that only root may enter, such as /root, is
 * passed by a capability that allows to read, and nothing else, where the system gives it.
 *
 * @param folders what the program must reach
 */
export function asNobody(program: string, args: readonly string[], folders: readonly string[]): Start {
  if (!isRoot()) return { program, args, user: {} };
  const capability = folders.every(isOpen) ? undefined : capabilityToRead();
  if (capability === undefined) return { program, args, user: { uid: NOBODY, gid: NOBODY } };
  const caps = `+${capability}`;
  const identity = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
  return {
    program: "setpriv",
    args: [...identity, `--inh-caps=${caps}`, `--ambient-caps=${caps}`, program, ...args],
    user: {},
  };
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether every user may pass through all folders above a path. */
function isOpen(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

/** Capabilities that let a process pass through any folder, by their bits. The weaker one stands first. */
const CAPABILITIES = [
  { name: "dac_read_search", bit: 2n },
  { name: "dac_override", bit: 1n },
] as const;

/** The weakest capability to read that this process can hand on. */
function capabilityToRead(): string | undefined {
  try {
    const status = readFileSync("/proc/self/status", "utf8");
    const effective = BigInt(`0x${/^CapEff:\s*(\w+)/m.exec(status)?.[1] ?? "0"}`);
    return CAPABILITIES.find(({ bit }) => (effective >> bit) & 1n)?.name;
  } catch {
    return undefined;
  }
}
