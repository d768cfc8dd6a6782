import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../../../..");

/** A TypeScript project in a folder of its own, with this project's packages. Disposing it deletes the folder. */
export class Project implements Disposable {
  readonly folder: string;

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "editor-agents-")));
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
    this.write({ "tsconfig.json": TSCONFIG, "package.json": '{ "type": "module" }\n', ...files });
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(this.path(file)), { recursive: true });
      writeFileSync(this.path(file), text);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    module: "nodenext",
    target: "es2025",
    lib: ["esnext"],
    types: [],
    noEmit: true,
    strict: true,
    allowImportingTsExtensions: true,
  },
  include: ["**/*.ts"],
});

/** The configuration of vitest that the projects of these tests use. */
export const VITEST_CONFIG = 'export default { test: { include: ["**/*.test.ts"] } };\n';
