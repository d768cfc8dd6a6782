import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

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
      writeInOneStep(this.path(file), text);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Writes a file so that no look at it finds half of it. An ordinary save empties the file first, and on a busy machine the watcher may
 * look just then: what it found is a save of its own, with a verdict of its own. A text that is shorter than the one before ends in empty lines.
 */
function writeInOneStep(path: string, text: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  if (before === undefined) {
    // Hidden files are not watched.
    const partial = join(dirname(path), `.${basename(path)}.partial`);
    writeFileSync(partial, text);
    renameSync(partial, path);
    return;
  }
  const missing = Math.max(0, before.size - Buffer.byteLength(text));
  const descriptor = openSync(path, "r+");
  try {
    writeSync(descriptor, text + "\n".repeat(missing), 0);
  } finally {
    closeSync(descriptor);
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
