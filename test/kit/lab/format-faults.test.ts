import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withShortFormatFaults } from "../../../kit/lab/commands/format-faults.mjs";

const biome = join(import.meta.dirname, "../../../node_modules/@biomejs/biome/bin/biome");

/** What biome prints of some files. */
function checked(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-format-"));
  try {
    for (const [name, text] of Object.entries({ "biome.json": '{ "root": true }\n', ...files }))
      writeFileSync(join(folder, name), text);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [biome, "check", "--diagnostic-level=error", "."],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a formatting fault is one line: the file, and the command that mends it", () => {
  const shown = withShortFormatFaults(
    checked({
      "loose.ts": 'export   const a = "a"\n',
      "order.ts": 'import { z } from "./z.ts";\nimport { a } from "./loose.ts";\n\nconsole.log(z, a);\n',
      "z.ts": "export const z = 1;\nexport const fine = (text: string) => (text as never as number) + z;\n",
    }),
  );
  expect(shown.trim().split("\n").sort()).toEqual([
    "loose.ts: it is not formatted as biome.json asks. `npm run format` mends it.",
    "order.ts: organizeImports is due. `npm run format` mends it.",
  ]);
});

test("what only a person can mend is shown as it was, beside formatting faults and alone", () => {
  const broken = checked({ "broken.ts": "const a = = 1;\n" });
  expect(withShortFormatFaults(broken)).toBe(broken);
  const both = withShortFormatFaults(
    checked({ "linted.ts": "debugger\n", "loose.ts": "export   const a = 1;\n" }),
  );
  expect(both).toContain("noDebugger");
  expect(both).toContain("loose.ts: it is not formatted");
  expect(both).not.toContain("Formatter would have printed");
});
