import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { buildImage } from "../../../../../kit/sandbox/isolation/image/build-image.ts";
import { repository } from "../sandbox-here.ts";

let folder: string | undefined;
afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

test.skipIf(process.platform !== "linux")(
  "any user can read an image, also one that was made with a umask that keeps others out",
  async () => {
    const before = process.umask(0o077);
    try {
      ({ folder } = await buildImage(repository, ["sh"]));
    } finally {
      process.umask(before);
    }
    const image = join(folder, "image");
    const all = readdirSync(image, { recursive: true, withFileTypes: true });
    expect(all.length).toBeGreaterThan(50);
    const closed = all.filter((entry) => {
      const needed = entry.isDirectory() ? 0o005 : 0o004;
      return (statSync(join(entry.parentPath, entry.name)).mode & needed) !== needed;
    });
    expect(closed.map(({ name }) => name)).toEqual([]);
    expect(statSync(image).mode & 0o005).toBe(0o005);
  },
);

test.skipIf(process.platform !== "linux")(
  "an image holds the runner under the name it is called by",
  async () => {
    const image = await buildImage(repository, []);
    folder = image.folder;
    expect(existsSync(join(image.root, image.runner))).toBe(true);
    expect(existsSync(join(image.root, "lab/kit/explore/remote"))).toBe(true);
    // As one file, which starts sooner. What it reads later, and what threads read, stands beside it.
    expect(basename(image.runner)).toBe("runner.cjs");
    const runner = readFileSync(join(image.root, image.runner), "utf8");
    expect(runner).toContain("use strict");
    expect(runner).not.toMatch(/(?:require|import)\(["']\./);
    expect(existsSync(join(image.root, "lab/kit/sandbox/process/lab-filter.ts"))).toBe(true);
  },
);
