import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeNotebooks } from "../../../../kit/lesson/index.ts";

const repository = join(import.meta.dirname, "../../../..");
const source = join(repository, "test/answers/hostile/course");

/** The small course that hostile answers are handed in to, in a folder of its own. */
export interface HostileCourse extends Disposable {
  readonly root: string;
  /** Writes a notebook of these cells and gives its path. */
  notebook(name: string, cells: readonly string[]): string;
}

export function hostileCourse(): HostileCourse {
  const root = mkdtempSync(join(tmpdir(), "swarmlab-doubles-"));
  for (const folder of ["solutions", "test/checks", "work"])
    mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(join(source, "01-doubles.ts"), join(root, "solutions/01-doubles.ts"));
  copyFileSync(join(source, "01.check.ts"), join(root, "test/checks/01.check.ts"));
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  writeNotebooks(root, { points: { "01.1": 3, "01.2": 2 } });
  return {
    root,
    notebook(name, cells) {
      const file = join(root, "work", `${name}.ipynb`);
      const code = cells.map((source) => ({
        cell_type: "code",
        metadata: {},
        outputs: [],
        execution_count: null,
        source,
      }));
      const metadata = { swarmlab: { lesson: "01" } };
      writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: code }));
      return file;
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** An honest student's notebook. No other notebook has its last line. */
export const honest = (secret: string): string[] => [
  `// exercise 01.1 · Double a number\nfunction double(n: number): number {\n  return n + n;\n}\n// ${secret}`,
  `// exercise 01.2 · A counter
class Counter {
  value: number;
  constructor(readonly start: number) { this.value = start; }
  increase(by: number): number { return (this.value += by); }
  report(): { start: number; value: number } { return { start: this.start, value: this.value }; }
  async visit(visitor: (value: number) => unknown): Promise<number> {
    for (let value = this.start; value <= this.value; value++) await visitor(value);
    return this.value;
  }
  *steps(): Generator<number> { for (let value = this.start; value <= this.value; value++) yield value; }
}`,
];
