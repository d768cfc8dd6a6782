import { LabError } from "./lab-error.mjs";

/** @typedef {import("./run.mjs").RunResult} RunResult */

/**
 * The packages that contain the shared libraries which Node's executable needs.
 *
 * @type {Readonly<Record<string, { apt: string, dnf: string, apk: string }>>}
 */
export const libraryPackages = {
  "libatomic.so.1": { apt: "libatomic1", dnf: "libatomic", apk: "libatomic" },
  "libstdc++.so.6": { apt: "libstdc++6", dnf: "libstdc++", apk: "libstdc++" },
  "libgcc_s.so.1": { apt: "libgcc-s1", dnf: "libgcc", apk: "libgcc" },
};

/** The library that the project's Node needs and a slim Linux lacks. */
export const oftenMissing = "libatomic.so.1";

/** What Linux's loaders print instead of starting a program, in the words of glibc and of musl. */
const messages = [
  /error while loading shared libraries: ([^\s:]+): cannot open shared object file/,
  /Error loading shared library ([^\s:]+): No such file or directory/,
];

/**
 * The shared library that a program could not be started without.
 *
 * @param {string} output what the program printed
 * @returns {string | undefined} undefined when no library is missing
 */
export function missingLibrary(output) {
  for (const message of messages) {
    const library = message.exec(output)?.[1];
    if (library) return library;
  }
  return undefined;
}

/**
 * Whether this machine's loader finds no library of that name.
 *
 * @param {string} library
 */
export function lacksLibrary(library) {
  try {
    process.dlopen({ exports: {} }, library);
    return false;
  } catch (error) {
    // A library that is found is refused too, as it is no addon of Node's.
    return /cannot open shared object file|No such file/.test(/** @type {Error} */ (error).message);
  }
}

/** @param {string} library */
export function libraryProblem(library) {
  return `the project's Node cannot start: this machine lacks the shared library ${library}`;
}

/** @param {string} library @returns {string} what to install */
export function libraryAdvice(library) {
  const found = libraryPackages[library];
  if (!found) return `install the package of your Linux that contains ${library}`;
  const { apt, dnf, apk } = found;
  return `install it with \`sudo apt-get install ${apt}\` (Debian, Ubuntu), \`sudo dnf install ${dnf}\` (Fedora) or \`apk add ${apk}\` (Alpine)`;
}

/**
 * Gives back how a run of the project's Node ended, unless it did not start for want of a library.
 *
 * @param {RunResult} result
 * @returns {RunResult}
 * @throws {LabError} LIBRARY_MISSING, with what to install
 */
export function checkLibraries(result) {
  const library = result.ok ? undefined : missingLibrary(result.output);
  if (library === undefined) return result;
  const [first = "", ...rest] = libraryProblem(library);
  throw new LabError(
    "LIBRARY_MISSING",
    `${first.toUpperCase()}${rest.join("")}: ${libraryAdvice(library)}, then start again.`,
  );
}
