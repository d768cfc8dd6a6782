import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { findProgram } from "./image/program-files.ts";
import type { UnprivilegedUsers } from "./sandbox-config.ts";

/**
 * The users that answers run as when this process is root. Each answer is one of its own, because the kernel counts the threads of a user.
 * @returns undefined when this process is not root; "missing" when it is root and there is no `setpriv`
 */
export function unprivilegedUsers(): UnprivilegedUsers | "missing" | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const program = findProgram("setpriv");
  if (program === undefined) return "missing";
  const largest = largestUser();
  // Far from the numbers of people, services and containers, where the system has that many.
  if (largest > 2_000_000_000) return { program, first: 1_500_000_000, count: 400_000_000 };
  return { program, first: Math.floor(largest / 2), count: Math.max(1, Math.floor(largest / 2) - 10) };
}

/** The largest user number of this system or container. */
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

/** One of these users at random: with 400 million of them, hardly ever one that another answer has. */
export const randomUser = (users: UnprivilegedUsers): number => users.first + randomInt(users.count);

/** The beginning of a command line that runs the rest as one of these users, without capabilities. */
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
