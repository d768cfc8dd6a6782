import type { FindSandboxOptions } from "./find-sandbox-options.ts";
import type { Sandbox, SandboxMissing } from "./sandbox.ts";

/**
 * Finds a sandbox that works on this machine, and starts an answer's process in it once. A sandbox in which no process starts is never
 * returned.
 */
export async function findSandbox(options: FindSandboxOptions): Promise<Sandbox | SandboxMissing> {
  // Loaded here: programs that only start answers in a known sandbox need neither the search nor the self-test.
  const { searchSandbox } = await import("./search-sandbox.ts");
  return searchSandbox(options);
}
