import {
  findSandbox,
  isSandbox,
  type Limits,
  type Sandbox,
  type SandboxKind,
} from "../../../sandbox/index.ts";

const MEGABYTE = 1024 * 1024;
/** Memory of the grader itself, in bytes. */
const GRADER_MEMORY_BYTES = 512 * MEGABYTE;
/** Memory that every answer of the course needs at least, in bytes. */
const MIN_ANSWER_MEMORY_BYTES = 256 * MEGABYTE;
const MAX_ANSWER_MEMORY_BYTES = 1280 * MEGABYTE;

/** A sandbox that passed its self-test, or sentences that say why no sandbox did. */
export type SafeSandbox = { readonly sandbox: Sandbox } | { readonly problem: string };

/**
 * Finds the best sandbox that this container allows and that passes its self-test: namespaces, else a second user without rights. Without a
 * sandbox nothing is graded.
 *
 * @param options.outOfReach files and folders that answers must not reach, beside the course's
 * @param options.prefer the only kind to use
 */
export async function safeSandbox(
  root: string,
  { outOfReach, prefer }: { readonly outOfReach: readonly string[]; readonly prefer?: SandboxKind },
): Promise<SafeSandbox> {
  const limits = limitsIn(process.constrainedMemory());
  const problems: string[] = [];
  for (const kind of prefer === undefined ? [undefined, "user" as const] : [prefer]) {
    const found = await findSandbox({ root, limits, outOfReach, ...(kind ? { prefer: kind } : {}) });
    if (!isSandbox(found)) {
      problems.push(found.sentence);
      continue;
    }
    const result = await found.selfTest();
    if (result.held) return { sandbox: found };
    await found.close();
    problems.push(result.sentence);
  }
  return { problem: problems.join(" ") };
}

/** The limits of an answer in a small container, where the operating system would otherwise end the grader too. @param bytes memory of the container; 0 without a limit */
function limitsIn(bytes: number): Partial<Limits> {
  if (bytes === 0) return {};
  return {
    memoryBytes: Math.min(
      MAX_ANSWER_MEMORY_BYTES,
      Math.max(MIN_ANSWER_MEMORY_BYTES, bytes - GRADER_MEMORY_BYTES),
    ),
  };
}
