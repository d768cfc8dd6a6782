import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AnswerProcess, loadAnswer, sandboxLauncher } from "../../../../../kit/sandbox/index.ts";
import { keptKey } from "../../../../../kit/sandbox/isolation/kept/kept-key.ts";
import { keptPlace } from "../../../../../kit/sandbox/isolation/kept/kept-place.ts";
import {
  type KeptSandbox,
  keptFile,
  keptSandbox,
  readKept,
} from "../../../../../kit/sandbox/isolation/kept/kept-sandbox.ts";
import { processesNaming } from "../../process/processes.ts";
import { repository } from "../sandbox-here.ts";

/** A course of its own, with the packages of this one. */
const root = mkdtempSync(join(tmpdir(), "swarmlab-kept-test-"));
let found: readonly KeptSandbox[];
beforeAll(async () => {
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  // Two notebooks that are opened at the same time.
  found = await Promise.all([keptSandbox(root), keptSandbox(root)]);
});
afterAll(() => {
  const place = keptPlace(root);
  for (const folder of [place, root]) rmSync(folder, { recursive: true, force: true });
});

/** The sandbox, or the reason why this machine has none. */
const here = (): KeptSandbox => found[0] as KeptSandbox;

describe("the sandbox that is kept for checks", () => {
  test("is one for all who ask at once, and leaves nothing half made", () => {
    expect(found[1]).toEqual(found[0]);
    const names = readdirSync(keptPlace(root));
    expect(names.filter((name) => name.endsWith(".json"))).toEqual([`${here().key}.json`]);
    expect(names.filter((name) => name.startsWith("image-"))).toHaveLength("config" in here() ? 1 : 0);
    expect(processesNaming(`prepare.ts ${root}`)).toEqual([]);
  });

  test("is read again without another start, and made again when its files are gone", async ({ skip }) => {
    const kept = here();
    expect(readKept(root, kept.key)).toEqual(kept);
    expect(readKept(root, "other")).toBeUndefined();
    if (!("config" in kept)) return skip(`No sandbox here: ${kept.missing}`);
    rmSync(kept.config.image.folder, { recursive: true });
    expect(readKept(root, kept.key)).toBeUndefined();
    const again = await keptSandbox(root);
    if (!("config" in again)) throw new Error(again.missing);
    expect(existsSync(again.config.image.root)).toBe(true);
    found = [again];
  });

  test("runs answers that have no file, network or process of this machine", async ({ skip }) => {
    const kept = here();
    if (!("config" in kept)) return skip(`No sandbox here: ${kept.missing}`);
    const directory = mkdtempSync(join(tmpdir(), "swarmlab-kept-answer-"));
    const answer = new AnswerProcess({ root, directory, launcher: sandboxLauncher(kept.config, root) });
    try {
      const code = `exports.look = (files) => files.map((file) => require("fs").existsSync(file));
exports.connect = () => new Promise((resolve) => require("net").connect(1, "127.0.0.1").on("error", (e) => resolve(e.code)));`;
      const submission = await loadAnswer(answer, { code, file: join(root, "answer.js") });
      expect(await submission.call("look", [root, repository, "/etc/hostname", "/lab"])).toEqual([
        ...[false, false, false, true],
      ]);
      // Without the filter of system calls there is still no network.
      expect(await submission.call("connect")).toMatch(/EAFNOSUPPORT|ENETUNREACH|ECONNREFUSED/);
    } finally {
      await answer.end();
      rmSync(directory, { recursive: true, force: true });
    }
  });

  test("is another one when the lab or the packages are", () => {
    const other = mkdtempSync(join(tmpdir(), "swarmlab-kept-key-"));
    try {
      mkdirSync(join(other, "node_modules"));
      const before = keptKey(other);
      expect(keptKey(other)).toBe(before);
      writeFileSync(join(other, "node_modules/.package-lock.json"), "{}");
      expect(keptKey(other)).not.toBe(before);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test("is remembered as missing, with the reason", () => {
    const key = "0".repeat(24);
    mkdirSync(dirname(keptFile(root, key)), { recursive: true });
    writeFileSync(keptFile(root, key), JSON.stringify({ missing: "bubblewrap is not installed" }));
    expect(readKept(root, key)).toEqual({ key, missing: "bubblewrap is not installed" });
    writeFileSync(keptFile(root, key), "{");
    expect(readKept(root, key)).toBeUndefined();
    expect(readFileSync(keptFile(root, key), "utf8")).toBe("{");
    rmSync(keptFile(root, key));
  });
});
