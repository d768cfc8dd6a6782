import { explore } from "../../../kit/explore/index.ts";
import type { Program } from "./programs/index.ts";

/** What must be the same each time: everything but the time it took. */
export async function fingerprint({ options }: Program): Promise<string> {
  const { seconds, ...verdict } = await explore({ ...options, seconds: 600 });
  return JSON.stringify(verdict);
}

/** Whether a verdict is given soon enough to ask for it again and again. */
export async function isQuick({ options }: Program): Promise<boolean> {
  const { covered, failure } = await explore({ ...options, steps: 5_000, seconds: 600 });
  return failure !== null || covered === "all";
}
