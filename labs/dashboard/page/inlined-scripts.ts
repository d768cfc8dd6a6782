import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** The packages that draw charts in a browser, in the order in which they build on each other. */
const packages = ["vega", "vega-lite", "vega-embed"] as const;

/** Their minified builds as `<script>` elements, each under its licence, so that a page needs no network. */
export async function inlinedScripts(): Promise<string> {
  return (await Promise.all(packages.map(scriptOf))).join("\n");
}

async function scriptOf(name: string): Promise<string> {
  const build = dirname(require.resolve(name));
  const [code, licence] = await Promise.all([
    readFile(join(build, `${name}.min.js`), "utf8"),
    readFile(join(build, "..", "LICENSE"), "utf8"),
  ]);
  // Developer tools would look for the map beside the page.
  const alone = code.replace(/\/\/# sourceMappingURL=\S+\s*$/, "");
  return `<script>/*! ${name}\n${licence.replaceAll("*/", "* /").trim()}\n*/\n${safeInScript(alone)}</script>`;
}

/** Code or JSON as it may stand inside a `<script>` element: nothing in it can end the element or start a comment. */
export function safeInScript(code: string): string {
  return code.replace(/<(?=\/script|!--|script)/gi, "\\x3c");
}

/** Data for a `<script type="application/json">` element. */
export function jsonInScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
