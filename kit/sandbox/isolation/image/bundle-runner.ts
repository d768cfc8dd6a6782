import { dirname, relative } from "node:path";

/**
 * The program in an answer's process as one file, which starts sooner than its forty modules do: they take 58 ms of processor time from the start of Node
 * to the first reply, and the one file 47. It is CommonJS, because Node builds a second face of each of its own modules for the first ES module that
 * imports it. What the program reads later, or in another thread, it reads from the files that the image has beside it.
 *
 * @param runner - the program, built or as source
 * @returns its text, for a file in the program's folder; undefined where the bundler does not work
 */
export async function bundleRunner(runner: string): Promise<string | undefined> {
  try {
    const { rolldown } = await import("rolldown");
    const bundle = await rolldown({
      input: runner,
      platform: "node",
      logLevel: "silent",
      plugins: [{ name: "places", transform: (code, id) => withPlace(code, relative(dirname(runner), id)) }],
    });
    try {
      const { output } = await bundle.generate({
        format: "cjs",
        codeSplitting: false,
        comments: false,
        // As ES modules are.
        banner: '"use strict";',
        // An answer does not get the module of the program, as it would from an ES module neither.
        footer: "process.mainModule = undefined;",
      });
      return output[0].code;
    } finally {
      await bundle.close();
    }
  } catch {
    return undefined;
  }
}

/** A module that knows the place where it would stand alone. */
const withPlace = (code: string, place: string) =>
  code.replaceAll(
    "import.meta.url",
    `require("node:url").pathToFileURL(require("node:path").join(__dirname, ${JSON.stringify(place)})).href`,
  );
