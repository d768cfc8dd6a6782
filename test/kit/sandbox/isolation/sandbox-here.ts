import { join } from "node:path";
import {
  findSandbox,
  isSandbox,
  type Limits,
  type Sandbox,
  type SandboxKind,
} from "../../../../kit/sandbox/index.ts";

export const repository = join(import.meta.dirname, "../../../..");

/** A sandbox that works on this machine. Where there is none, it prints the reason, and the tests are skipped. */
export async function sandboxHere(
  prefer?: SandboxKind,
  limits: Partial<Limits> = {},
): Promise<Sandbox | undefined> {
  const found = await findSandbox({ root: repository, limits, ...(prefer === undefined ? {} : { prefer }) });
  if (isSandbox(found)) return found;
  console.warn(`Tests are skipped: ${found.sentence}`);
  return undefined;
}
