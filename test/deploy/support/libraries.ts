import { execFileSync } from "node:child_process";
import { libraryPackages } from "../../../kit/lab/setup/missing-library.mjs";

/** What `debian:bookworm-slim` has of the libraries that Node needs: those of libc6, libgcc-s1 and libstdc++6. */
export const slimLibraries: readonly string[] = [
  "libc.so.6",
  "libdl.so.2",
  "libgcc_s.so.1",
  "libm.so.6",
  "libpthread.so.0",
  "libstdc++.so.6",
];

/** The kernel's own library, and the loader, which libc6 brings. */
const isAlwaysThere = (library: string) => /^(linux-vdso|ld-linux)/.test(library.split("/").at(-1) ?? "");

/** The shared libraries that a program is started with, those of its libraries included. */
export function librariesOf(program: string): string[] {
  const listed = execFileSync("ldd", [program], { encoding: "utf8" });
  return [...listed.matchAll(/^\s+(\S+) (?:=>|\()/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => !isAlwaysThere(name));
}

/** The files of the shared libraries that a program is started with, the loader's too. */
export function librariesOfPath(program: string): string[] {
  const listed = execFileSync("ldd", [program], { encoding: "utf8" });
  return [...listed.matchAll(/(\/\S+) \(0x/g)].map(([, path = ""]) => path);
}

/**
 * The Debian packages to install for a program, besides those that are installed.
 * A library whose package is not known is named itself.
 */
export function lackingPackages(libraries: readonly string[], installed: readonly string[]): string[] {
  return libraries
    .filter((library) => !slimLibraries.includes(library))
    .map((library) => libraryPackages[library]?.apt ?? library)
    .filter((one) => !installed.includes(one));
}
