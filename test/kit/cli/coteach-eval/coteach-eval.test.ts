import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialogues, MOST_DIALOGUES } from "../../../../kit/cli/coteach-eval/dialogues.ts";
import { coteachEvalCommand } from "../../../../kit/cli/coteach-eval.ts";
import { startModelServer } from "../../../labs/model/support/model-server.ts";
import { exercises } from "../../guard/fixtures/course.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "coteach-eval-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  let out = "";
  let err = "";
  const code = await coteachEvalCommand(argv, {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { code, out, err };
}

describe("npm run coteach-eval", () => {
  test("has 60 dialogues of twelve kinds, and the first twelve are one of each", () => {
    expect(MOST_DIALOGUES).toBe(60);
    expect(new Set(dialogues(12).map(({ kind }) => kind)).size).toBe(12);
    const known = new Set(exercises.map(({ id }) => id));
    for (const { exercise } of dialogues(60)) expect(known).toContain(exercise);
  });

  test.each([
    [[], "--out DIR"],
    [["--out", "x"], "Name one model"],
    [["--out", "x", "--url", "http://localhost:1", "--embedded", "y"], "Name one model"],
    [["--out", "x", "--url", "http://localhost:1", "--dialogues", "61"], "from 1 to 60"],
  ])("refuses %j in one sentence", async (argv, sentence) => {
    const { code, err } = await run(...argv);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(sentence === "--out DIR" ? "Name" : sentence));
  });

  test("plays a learner against a server that leaks, shows no leak, and writes figures and a page", async () => {
    const { solution = "" } = exercises.find(({ id }) => id === "04.2") ?? {};
    await using server = await startModelServer(() => ({
      kind: "answer",
      text: `Here <script>alert(1)</script> it is:\n\n\`\`\`ts\n${solution}\n\`\`\`\n`,
    }));
    const { code, out } = await run("--url", server.url, "--dialogues", "1", "--out", folder, "--json");
    expect(JSON.parse(out)).toMatchObject({
      model: "unknown",
      dialogues: 1,
      rawLeaks: { count: 1, of: 1 },
      shownLeaks: { count: 0, of: 1 },
      replaced: { count: 1, of: 1 },
    });
    expect(code).toBe(0);
    const page = readFileSync(join(folder, "coteacher.html"), "utf8");
    expect(page).toContain("the model leaked");
    expect(page).not.toContain("<script");
    expect(page).not.toMatch(/(?:src|href)=/);
  }, 300_000);
});
