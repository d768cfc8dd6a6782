import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ReleaseError } from "./release-error.ts";

/**
 * Removes from a copy's lock file what the copy does not install. npm does it, without the network.
 *
 * @param folder The copy, with its `package.json` and the project's lock file.
 * @throws ReleaseError `NPM_FAILED`
 */
export async function lockPackages(folder: string): Promise<void> {
  const args = ["install", "--package-lock-only", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  try {
    await promisify(execFile)("npm", args, { cwd: folder, shell: process.platform === "win32" });
  } catch (error) {
    const said = `${(error as { stderr?: string }).stderr ?? (error as Error).message}`;
    const reason = said.split("\n").find((line) => /error/i.test(line)) ?? said;
    throw new ReleaseError("NPM_FAILED", `npm could not write the copy's lock file: ${reason.trim()}`);
  }
}
