import { gzipSync } from "node:zlib";
import { changed, type Damage, exerciseCell, sourceOf } from "./damage.ts";

const text = (notebook: unknown) => JSON.stringify(notebook, null, 1);

/** What happens to a file on its way: cut off, packed, put together, written in another alphabet. */
export const byteDamages: readonly Damage[] = [
  { what: "the file is empty", damage: () => "", outcome: { attention: /the file is empty/ } },
  {
    what: "the upload was cut short",
    damage: (notebook) => text(notebook).slice(0, Math.floor(text(notebook).length * 0.7)),
    outcome: { attention: /breaks off in the middle/ },
  },
  {
    what: "the disk crashed, and the file is full of zeros",
    damage: (notebook) => Buffer.alloc(text(notebook).length),
    outcome: { attention: /only zeros/ },
  },
  {
    what: "git left the marks of a merge conflict",
    damage: (notebook) =>
      text(notebook).replace(
        '\n "nbformat": 4',
        '\n<<<<<<< HEAD\n "nbformat": 4\n=======\n "nbformat": 3\n>>>>>>> mine',
      ),
    outcome: { attention: /merge conflict/ },
  },
  {
    what: "the page that shows it was saved, and not the file",
    damage: () => "<!DOCTYPE html>\n<html><body>Sign in</body></html>",
    outcome: { attention: /it is a web page/ },
  },
  {
    what: "two notebooks were put together into one file",
    damage: (notebook) => `${text(notebook)}\n${text(notebook)}`,
    outcome: { attention: /there is more behind its end/ },
  },
  {
    what: "it is a zip with the ending of a notebook",
    damage: () => Buffer.from("504b0304140000000000", "hex"),
    outcome: { attention: /it is a zip file/ },
  },
  {
    what: "it is packed with gzip",
    damage: (notebook) => gzipSync(text(notebook)),
    outcome: { attention: /compressed with gzip/ },
  },
  {
    what: "it is the lesson printed as a PDF",
    damage: () => "%PDF-1.7\n",
    outcome: { attention: /it is a PDF/ },
  },
  {
    what: "it is the program alone, without the notebook around it",
    damage: (notebook) => notebook.cells.map(sourceOf).join("\n\n"),
    outcome: { attention: /no valid JSON/ },
  },
  {
    what: "a comma too many was typed into it by hand",
    damage: (notebook) => text(notebook).replace(/\}\s*$/, ",}"),
    outcome: { attention: /no valid JSON/ },
  },
  {
    what: "it is JSON, and no notebook",
    damage: () => '{"name": "package", "version": "1.0.0"}',
    outcome: { attention: /it has no cells/ },
  },
  {
    what: "it was saved in UTF-16",
    damage: (notebook) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text(notebook), "utf16le")]),
    outcome: "full",
  },
  {
    what: "it begins with a byte order mark",
    damage: (notebook) => `\uFEFF${text(notebook)}`,
    outcome: "full",
  },
  {
    what: "some bytes of its prose are no Unicode",
    damage: (notebook) => {
      const copy = structuredClone(notebook);
      copy.cells.unshift({ cell_type: "markdown", metadata: {}, source: "caf@" });
      const bytes = Buffer.from(text(copy));
      bytes[bytes.indexOf("caf@") + 3] = 0xe9;
      return bytes;
    },
    outcome: "full",
  },
  {
    what: "half a character stands in a comment of an answer",
    damage: (notebook) => {
      const copy = structuredClone(notebook);
      const cell = exerciseCell(copy, 1);
      cell.source = `${sourceOf(cell)}\n// @`;
      return text(copy).replace("// @", "// \\ud83d \\u0000");
    },
    outcome: "full",
  },
  {
    what: "its outputs were left in and make it large",
    damage: changed((notebook) => {
      exerciseCell(notebook, 1).outputs = [
        { output_type: "stream", name: "stdout", text: "a line of output\n".repeat(300_000) },
      ];
    }),
    outcome: "full",
  },
];
