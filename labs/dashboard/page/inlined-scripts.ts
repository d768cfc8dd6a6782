import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** The packages that draw charts in a browser, in the order of their dependence. */
const PACKAGES = ["vega", "vega-lite", "vega-embed"] as const;

/** The minified builds of the packages as `<script>` elements with their licences, so that a page needs no network. */
export async function inlinedScripts(): Promise<string> {
  return (await Promise.all(PACKAGES.map(scriptOf))).join("\n");
}

async function scriptOf(name: string): Promise<string> {
  const build = dirname(require.resolve(name));
  const [code, licence] = await Promise.all([
    readFile(join(build, `${name}.min.js`), "utf8"),
    readFile(join(build, "..", "LICENSE"), "utf8"),
  ]);
  // A reference to a source map would make developer tools look for a file beside the page.
  const alone = code.replace(/\/\/# sourceMappingURL=\S+\s*$/, "");
  return `<script>/*! ${name}\n${licence.replaceAll("*/", "* /").trim()}\n*/\n${safeInScript(alone)}</script>`;
}

/** Code that is safe inside a `<script>` element: it cannot end the element or start a comment. */
export function safeInScript(code: string): string {
  return code.replace(/<(?=\/script|!--|script)/gi, "\\x3c");
}

/** A value as JSON that is safe inside a `<script type="application/json">` element. */
export function jsonInScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
