import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Deletes all that was installed. Returns what to say. */
export function removeModels(root: string): string {
  const models = join(root, ".lab/models");
  if (!existsSync(models)) return "No model is installed.\n";
  rmSync(models, { recursive: true });
  return "The installed models and what runs them were deleted.\n";
}
