/**
 * Says each fault of biome's that `npm run format` mends in one line: the file, and that command. What only a person can
 * mend stays as biome printed it.
 *
 * @param {string} output what `biome check` printed for a terminal
 * @returns {string}
 */
export function withShortFormatFaults(output) {
  const sections = sectionsOf(output);
  if (!sections.some(isMended)) return output;
  const short = [...new Set(sections.filter(isMended).map(inOneLine))].join("\n");
  // Of the closing lines, only one says what the others do not.
  const notShown = output.split("\n").filter((line) => line.includes("iagnostics not shown"));
  const rest = sections.filter((section) => !isMended(section) && section.category !== "check");
  return [...rest.map(({ text }) => text.trimEnd()), short, ...notShown].join("\n\n");
}

/** @typedef {{ file: string, category: string, text: string }} Section */

/** A line such as `labs/a.ts:3:1 lint/style/useConst  FIXABLE  ━━━━━━`, which begins what biome says of one place. */
const HEADER = /^(\S.*?)(?::\d+:\d+)? ([\w/]+) +(?:FIXABLE +)?━+$/;

/** @param {string} output @returns {Section[]} */
function sectionsOf(output) {
  /** @type {Section[]} */
  const sections = [];
  for (const line of output.split("\n")) {
    const [, file = "", category = ""] = HEADER.exec(line) ?? [];
    if (file !== "") sections.push({ file, category, text: "" });
    else if (/^check ━+$/.test(line)) sections.push({ file: "", category: "check", text: "" });
    const last = sections.at(-1);
    if (last) last.text += `${line}\n`;
  }
  return sections;
}

/** @param {Section} section */
function isMended({ category, text }) {
  // Of a file that cannot be parsed biome says that it did not format it.
  return category === "format"
    ? text.includes("Formatter would have printed")
    : category.startsWith("assist/");
}

/** @param {Section} section */
function inOneLine({ file, category }) {
  const fault =
    category === "format" ? "it is not formatted as biome.json asks" : `${category.split("/").at(-1)} is due`;
  return `${file}: ${fault}. \`npm run format\` mends it.`;
}
