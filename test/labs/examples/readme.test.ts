import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executors } from "../../../labs/swarm/index.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const labs = join(root, "labs");
const readme = readFileSync(join(labs, "README.md"), "utf8");

interface Block {
  /** The file that its first line names; where it names none, it belongs to the one program of the page. */
  readonly file: string | undefined;
  readonly code: string;
}

const blocks: readonly Block[] = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => ({
  file: /^\/\/ (\S+\.ts)\n/.exec(code)?.[1],
  code,
}));
const program = blocks.filter(({ file }) => file === undefined).map(({ code }) => code);

/** What the page says is printed, in order. */
const promised = program.flatMap((code) => [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, text = ""]) => text));

interface Ended {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function node(args: readonly string[], folder: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, timeout: 240_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

describe("the code of labs/README.md", { timeout: 300_000 }, () => {
  let folder = "";

  // Inside the project, so that "@swarmlab/labs" is found as a reader finds it: built.
  beforeAll(() => {
    mkdirSync(join(root, ".lab", "tmp"), { recursive: true });
    folder = mkdtempSync(join(root, ".lab", "tmp", "readme-"));
    for (const { file, code } of blocks) if (file !== undefined) writeFileSync(join(folder, file), code);
    writeFileSync(join(folder, "page.ts"), program.join("\n"));
    const compilerOptions = { noEmit: true, rewriteRelativeImportExtensions: false };
    const config = { extends: join(root, "tsconfig.base.json"), compilerOptions, include: ["*.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("runs from top to bottom, prints what the page says, and ends by itself", async () => {
    expect(promised.length).toBeGreaterThan(10);
    const { code, stdout, stderr } = await node(["page.ts"], folder);
    // Other lines may come between: the runtime status, one for each executor.
    const printed = stdout.split("\n");
    let next = 0;
    for (const text of promised) {
      const place = printed.indexOf(text, next);
      expect(place, `${text} is printed, in its turn, in\n${stdout}`).toBeGreaterThanOrEqual(0);
      next = place + 1;
    }
    // A code of null: it was still there when its time was over.
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("holds the types of the project", async () => {
    const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
    const { code, stdout } = await node([compiler, "-p", "."], folder);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  });
});

describe("labs/README.md", () => {
  test("says of each executor what it contains", () => {
    const kinds = Object.keys(executors()[0]?.contains ?? {});
    const rows = [
      ["executor", "in parallel", ...kinds],
      ["executor", "in parallel", ...kinds].map(() => "---"),
      ...executors().map(({ name, parallel, contains }) => {
        const contained = Object.values(contains).map((holds) => (holds ? "contained" : "no"));
        return [`\`${name}\``, parallel ? "yes" : "no", ...contained];
      }),
    ];
    const table = rows.map((cells, i) => (i === 1 ? `|${cells.join("|")}|` : `| ${cells.join(" | ")} |`));
    expect(readme).toContain(`\n\n${table.join("\n")}\n\n`);
  });

  test("explains every error code that agents, swarms and sharing use", () => {
    const agentCodes = [...sources("agents"), ...sources("swarm")]
      // The chaos kit throws an error of its own on purpose.
      .filter((file) => !file.includes("chaos"))
      .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bcode: "([A-Z_]+)"/g)])
      .map(([, code]) => code);
    const unions = ["swarm/errors.ts", "sharing/sharing-error.ts"].flatMap((file) => [
      ...readFileSync(join(labs, file), "utf8").matchAll(/^ {2}\| "([A-Z_]+)"/gm),
    ]);
    expect(unions.length).toBeGreaterThan(10);
    for (const code of [...agentCodes, ...unions.map(([, code]) => code)])
      expect(readme).toContain(`\`${code}\``);
  });

  test("links to nothing that is not there, and to every example", () => {
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
    const dead = links.filter((link) => !existsSync(join(labs, link)));
    expect(dead).toEqual([]);
    for (const name of readdirSync(join(labs, "examples"))) {
      if (name.endsWith(".ts") && name !== "index.ts") expect(links).toContain(`examples/${name}`);
    }
  });

  test("shows a picture that is described in words and asks nothing of the network", () => {
    const [, words = "", link = ""] = /!\[([^\]]+)\]\(([^)]+\.svg)\)/.exec(readme) ?? [];
    expect(words.length).toBeGreaterThan(100);
    const picture = readFileSync(join(labs, link), "utf8");
    expect(picture).toMatch(/<title id="title">.+<\/title>[\s\S]*<desc id="description">.+<\/desc>/);
    expect(picture).toContain("prefers-color-scheme: dark");
    expect(picture.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|<script|href=/);
  });
});

function sources(folder: string): string[] {
  const names = readdirSync(join(labs, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(labs, folder, name));
}
