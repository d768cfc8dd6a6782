import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { isIgnoredName } from "../watcher/source-files.ts";

/** A copy of a project in a folder of its own, to be saved in at will. Disposing it deletes the copy. */
export class ProjectCopy implements Disposable {
  readonly root: string;

  constructor(root: string) {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), "editor-copy-")));
    for (const name of readdirSync(root)) {
      if (isIgnoredName(name) || name === "work") continue;
      cpSync(join(root, name), join(this.root, name), {
        recursive: true,
        filter: (path) => !isIgnoredName(basename(path)),
      });
    }
    const packages = join(root, "node_modules");
    if (existsSync(packages)) symlinkSync(packages, join(this.root, "node_modules"));
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
