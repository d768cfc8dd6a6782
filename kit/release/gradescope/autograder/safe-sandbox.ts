import {
  findSandbox,
  isSandbox,
  type Limits,
  type Sandbox,
  type SandboxKind,
} from "../../../sandbox/isolation/index.ts";

const MEGABYTE = 1024 * 1024;
/** What the grader itself takes of a container's memory, in bytes. */
const GRADER_MEMORY_BYTES = 512 * MEGABYTE;
/** No answer of the course can do with less. */
const MIN_ANSWER_MEMORY_BYTES = 256 * MEGABYTE;
const MAX_ANSWER_MEMORY_BYTES = 1280 * MEGABYTE;

/** A sandbox that held when it was tried; or why there is none, in a part of a sentence. */
export type SafeSandbox = { readonly sandbox: Sandbox } | { readonly problem: string };

/**
 * The best sandbox that this container allows and that holds: namespaces, else a second user without rights. Without any, nothing is graded.
 *
 * @param options.outOfReach files and folders that answers must not reach, beside the course's
 * @param options.prefer this kind and no other
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
    const proof = await found.prove();
    if (proof.held) return { sandbox: found };
    await found.close();
    problems.push(proof.sentence);
  }
  return { problem: problems.join(" ") };
}

/** A small container must hold an answer and the grader: the answer is ended before the kernel ends both. @param bytes of the container; 0 where it has no limit */
function limitsIn(bytes: number): Partial<Limits> {
  if (bytes === 0) return {};
  return {
    memoryBytes: Math.min(
      MAX_ANSWER_MEMORY_BYTES,
      Math.max(MIN_ANSWER_MEMORY_BYTES, bytes - GRADER_MEMORY_BYTES),
    ),
  };
}
