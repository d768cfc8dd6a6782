import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gatherNotebooks } from "../../../kit/release/gradescope/autograder/gather-notebooks.ts";
import { submissionSeed } from "../../../kit/release/gradescope/autograder/submission-seed.ts";

test("the same notebook is asked the same under any name, and another one something else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-seed-"));
  const seedOf = async (secret: string, submission: string, files: Readonly<Record<string, string>>) => {
    mkdirSync(join(folder, submission));
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(folder, submission, name), content);
    const { sha256 } = await gatherNotebooks(
      join(folder, submission),
      join(folder, `class of ${submission}`),
    );
    return submissionSeed(secret, sha256);
  };
  try {
    const first = await seedOf("secret", "first", { "a.ipynb": "one", "notes.txt": "thoughts" });
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await seedOf("secret", "again", { "b.ipynb": "one" })).toBe(first);
    expect(await seedOf("secret", "changed", { "a.ipynb": "two" })).not.toBe(first);
    expect(await seedOf("other", "other zip", { "a.ipynb": "one" })).not.toBe(first);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
