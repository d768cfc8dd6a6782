import { keptSandbox, type SandboxConfig } from "../../sandbox/index.ts";

/** What a notebook's check is isolated by. */
export interface CheckSandbox {
  /** Another one when the sandbox is another one. */
  readonly key: string;
  /** Undefined where none works, and where it was turned off: answers then are ordinary processes. */
  readonly sandbox?: SandboxConfig;
}

/**
 * The sandbox around the answers that `check()` runs: that of grading, where bubblewrap works, unless the setting is `off`.
 * @param setting - the variable SWARMLAB_CHECK_SANDBOX
 */
export async function checkSandbox(
  root: string,
  setting = process.env.SWARMLAB_CHECK_SANDBOX,
): Promise<CheckSandbox> {
  if (setting === "off") return { key: "off" };
  const kept = await keptSandbox(root);
  return "config" in kept ? { key: kept.key, sandbox: kept.config } : { key: "none" };
}
