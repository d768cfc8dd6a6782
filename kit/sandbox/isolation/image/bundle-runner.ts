import { dirname, isAbsolute, relative } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The program in an answer's process as one file, which starts sooner than its forty modules do: they take 58 ms of processor time from the start of Node
 * to the first reply, and the one file 47. It is CommonJS, because Node builds a second face of each of its own modules for the first ES module that
 * imports it. What the program reads later, or in another thread, it reads from the files that the image has beside it.
 *
 * @param runner - the program, built or as source
 * @param options.isMoved - whether the modules will stand beside the file, in another folder than now. Otherwise they are found where they are now,
 * wherever the file stands. @default true
 * @returns its text; undefined where the bundler does not work
 */
export async function bundleRunner(runner: string, { isMoved = true } = {}): Promise<string | undefined> {
  const place = (id: string) =>
    isMoved
      ? `require("node:url").pathToFileURL(require("node:path").join(__dirname, ${JSON.stringify(relative(dirname(runner), id))})).href`
      : JSON.stringify(pathToFileURL(id).href);
  try {
    const { rolldown } = await import("rolldown");
    const bundle = await rolldown({
      input: runner,
      platform: "node",
      logLevel: "silent",
      // The lab is read where it stands, as an answer reads it: the process has one copy.
      external: (id) => !/^[./]/.test(id) && !isAbsolute(id),
      // A module knows the place where it would stand alone.
      plugins: [{ name: "places", transform: (code, id) => code.replaceAll("import.meta.url", place(id)) }],
    });
    try {
      const { output } = await bundle.generate({
        format: "cjs",
        codeSplitting: false,
        comments: false,
        // As ES modules are.
        banner: '"use strict";',
        // An answer does not get the module of the program, as it would from an ES module neither.
        footer: "process.mainModule = undefined; delete require.cache[__filename];",
      });
      return output[0].code;
    } finally {
      await bundle.close();
    }
  } catch {
    return undefined;
  }
}
