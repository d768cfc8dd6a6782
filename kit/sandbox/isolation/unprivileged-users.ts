import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { findProgram } from "./image/program-files.ts";
import type { UnprivilegedUsers } from "./sandbox-config.ts";

/**
 * The users that answers can be when this process is root. Each gets one of its own: the kernel counts a user's threads, whoever's they are.
 * @returns undefined when this process is not root; "missing" when it is, and `setpriv` is not there
 */
export function unprivilegedUsers(): UnprivilegedUsers | "missing" | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const program = findProgram("setpriv");
  if (program === undefined) return "missing";
  const largest = largestUser();
  // Far from the users of people, services and containers, where there are as many.
  if (largest > 2_000_000_000) return { program, first: 1_500_000_000, count: 400_000_000 };
  return { program, first: Math.floor(largest / 2), count: Math.max(1, Math.floor(largest / 2) - 10) };
}

/** UnprivilegedUsers beyond this one do not exist in a container. */
function largestUser(): number {
  try {
    const [inside = 0, , count = 0] = readFileSync("/proc/self/uid_map", "latin1")
      .trim()
      .split(/\s+/)
      .map(Number);
    return inside + count - 1;
  } catch {
    return 65_533;
  }
}

/** One of these users, whom most probably nobody is at this moment. */
export const randomUser = (users: UnprivilegedUsers): number => users.first + randomInt(users.count);

/** The command that becomes one of these users, without any right, and then runs what follows. */
export function asUnprivilegedUser(
  users: UnprivilegedUsers | undefined,
  user = users && randomUser(users),
): string[] {
  if (!users) return [];
  return [
    users.program,
    `--reuid=${user}`,
    `--regid=${user}`,
    "--clear-groups",
    "--inh-caps=-all",
    "--bounding-set=-all",
    "--no-new-privs",
  ];
}
