import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packTrees } from "../../../../labs/editor-agents/trees/shared-trees.ts";
import { childrenOf, SYNTAX_KINDS } from "../../../../labs/editor-agents/trees/syntax-tree.ts";
import {
  type Compiler,
  checkVersion,
  loadTreeReader,
  startCompiler,
} from "../../../../labs/editor-agents/trees/typescript-unstable.ts";
import { Project } from "../support/project.ts";

/*
 * TypeScript calls this API unstable. When a test of the first group fails after an update of TypeScript, the part that
 * it names has moved: mend it in labs/editor-agents/trees/typescript-unstable.ts, and add the version to KNOWN_VERSIONS.
 */
const folder = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
const load = (file: string) => import(pathToFileURL(join(folder, file)).href);

describe("TypeScript's unstable API still has", () => {
  test("a compiler in its own process, dist/api/sync/api.js: API, updateSnapshot, close", async () => {
    const { API } = await load("dist/api/sync/api.js");
    expect(Object.getOwnPropertyNames(API.prototype)).toEqual(
      expect.arrayContaining(["updateSnapshot", "close"]),
    );
  });

  test("trees in tables of bytes, dist/api/node/node.js: RemoteSourceFile, imports, getOrCreateNodeAtIndex", async () => {
    const { RemoteSourceFile } = await load("dist/api/node/node.js");
    const members = Object.getOwnPropertyNames(RemoteSourceFile.prototype);
    expect(members).toEqual(
      expect.arrayContaining(["fileName", "text", "imports", "getOrCreateNodeAtIndex"]),
    );
  });

  test("the decoder of their texts, dist/api/node/wtf8.js: Wtf8Decoder", async () => {
    const { Wtf8Decoder } = await load("dist/api/node/wtf8.js");
    expect(new Wtf8Decoder().decode(new TextEncoder().encode("naïve"))).toBe("naïve");
  });

  test("every syntax kind that is used, dist/ast/index.js: SyntaxKind", async () => {
    const { SyntaxKind } = await load("dist/ast/index.js");
    expect(SYNTAX_KINDS.filter((name) => typeof SyntaxKind[name] !== "number")).toEqual([]);
  });

  test("a version that the room knows", async () => {
    const { default: manifest } = await import(pathToFileURL(join(folder, "package.json")).href, {
      with: { type: "json" },
    });
    expect(() => checkVersion(manifest.version)).not.toThrow();
  });
});

test("another version is refused by one sentence that names it and the file to mend", () => {
  expect(() => checkVersion("7.1.0")).toThrow(
    expect.objectContaining({
      code: "WRONG_VERSION",
      message: expect.stringMatching(/know TypeScript 7\.0 and found 7\.1\.0: .*typescript-unstable\.ts/),
    }),
  );
});

describe("a compiler", () => {
  let project: Project;
  let compiler: Compiler;
  beforeAll(async () => {
    project = new Project({
      "a.ts": 'import { b } from "./b.ts";\nexport const a = b + 1;\n',
      "b.ts": "export const b = 1;\n",
    });
    compiler = await startCompiler(project.folder);
    compiler.open([project.path("tsconfig.json")]);
  });
  afterAll(async () => {
    await compiler.close();
    project[Symbol.dispose]();
  });

  test("names the source files of the project, without declarations and packages", () => {
    expect([...compiler.files()].sort()).toEqual([project.path("a.ts"), project.path("b.ts")]);
  });

  test("gives a tree with names, imports and text", async () => {
    const reader = await loadTreeReader();
    const tree = reader.open(compiler.bytesOf(project.path("a.ts")) ?? new Uint8Array());
    expect(tree).toMatchObject({ fileName: project.path("a.ts"), specifiers: ["./b.ts"] });
    expect(tree.text).toContain("export const a");
    expect(childrenOf(tree).map(({ kind }) => kind)).toContain(reader.kinds.ImportDeclaration);
  });

  test("finds all places of a name in all files", async () => {
    const reader = await loadTreeReader();
    const places = compiler.references(project.path("b.ts"), "export const ".length);
    const texts = places.map(
      ({ path, index }) => reader.open(compiler.bytesOf(path) ?? new Uint8Array()).nodeAt(index).text,
    );
    expect(texts.filter((text) => text === "b")).toHaveLength(3);
  });

  test("says where a syntax error is, and takes in a saved file", () => {
    project.write({ "b.ts": "export const b = 1;\nexport const = 2;\n" });
    compiler.update({ changed: [project.path("b.ts")], created: [], deleted: [] });
    expect(compiler.syntaxProblems(project.path("b.ts"))).toContainEqual(
      expect.objectContaining({ file: project.path("b.ts"), line: 2 }),
    );
    project.write({ "b.ts": "export const b = 1;\n" });
    compiler.update({ changed: [project.path("b.ts")], created: [], deleted: [] });
    expect(compiler.syntaxProblems(project.path("b.ts"))).toEqual([]);
  });

  test("has a tree that another thread reads in place, in the same bytes", async () => {
    const pack = packTrees([compiler.bytesOf(project.path("a.ts")) ?? new Uint8Array()]);
    const worker = new Worker(new URL("../support/read-tree-worker.ts", import.meta.url), {
      workerData: pack,
    });
    try {
      const answer = await new Promise((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
      });
      expect(answer).toEqual({ fileName: project.path("a.ts"), specifiers: ["./b.ts"], isShared: true });
    } finally {
      await worker.terminate();
    }
  });
});
