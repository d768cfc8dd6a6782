import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { MissingPackageError } from "../../common/optional-package.ts";

/** The folder beside the weights in which `npm run model -- --install` installs the package. */
export const RUNTIME_FOLDER = "runtime";

/**
 * The URL of the package node-llama-cpp: in the folder that is given, else where this package is installed, else in the
 * folder `runtime` beside the weights.
 *
 * @throws MissingPackageError
 */
export function findLibrary(weights: string, library: string | undefined): URL {
  const own = new URL(import.meta.url);
  const folders =
    library === undefined ? [own, join(dirname(resolve(weights)), RUNTIME_FOLDER)] : [resolve(library)];
  for (const folder of folders) {
    const from = folder instanceof URL ? folder : pathToFileURL(join(folder, "package.json"));
    try {
      return pathToFileURL(createRequire(from).resolve("node-llama-cpp"));
    } catch {
      // It is not there; the next folder is tried.
    }
  }
  throw new MissingPackageError(
    "MISSING_PACKAGE",
    `The package node-llama-cpp is needed to run a model in this program, and it is not installed${
      library === undefined ? "" : ` in ${library}`
    }: run "npm run model -- --install" in the course, or "npm install node-llama-cpp".`,
  );
}
