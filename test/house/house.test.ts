import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  circles,
  foldersWithoutWords,
  importsPastDoors,
  misusedDoors,
  roomOf,
  upwardArrows,
} from "./faults.ts";
import { type ImportGraph, readImports } from "./imports.ts";
import { reachable, readPicture } from "./picture.ts";
import { type House, house } from "./rooms.ts";

const root = join(import.meta.dirname, "../..");

describe("the house as it stands", () => {
  const graph = readImports(root);

  test("has only the rooms of the table, and every one of them has files", () => {
    const rooms = new Set([...graph.keys()].map(roomOf).filter((room) => room.includes("/")));
    expect([...rooms].sort()).toEqual(Object.keys(house.arrows).sort());
  });

  test("has no imports in a circle, types included", () => {
    expect(circles(graph)).toEqual([]);
  });

  test("has no import from a lower room to a higher one", () => {
    expect(upwardArrows(graph, house)).toEqual([]);
  });

  test("has no import past a room's door", () => {
    expect(importsPastDoors(graph, house)).toEqual([]);
  });

  test("has doors at room level only, which do nothing but export", () => {
    expect(misusedDoors(root, graph, house)).toEqual([]);
  });

  test("has a README in every room that names each of its folders", () => {
    expect(foldersWithoutWords(root)).toEqual([]);
  });

  test("is drawn in docs/architecture.md with just its rooms, and arrows to all that each may import", () => {
    const picture = readPicture(readFileSync(join(root, "docs/architecture.md"), "utf8"));
    expect([...picture.rooms].sort()).toEqual(Object.keys(house.arrows).sort());
    const labsRooms = picture.rooms.filter((room) => room.startsWith("labs/"));
    for (const [room, allowed] of Object.entries(house.arrows)) {
      const named = allowed.flatMap((name) => (name === "labs" ? labsRooms : [name]));
      expect([...reachable(picture, room)], room).toEqual(expect.arrayContaining(named));
    }
    for (const [from, to] of picture.arrows)
      expect(house.arrows[from]?.concat(labsRooms) ?? [], `${from} --> ${to}`).toContain(
        to === "labs" ? labsRooms[0] : to,
      );
  });

  test("stands in the README with just its rooms", () => {
    const tree = readFileSync(join(root, "README.md"), "utf8").split("## The house")[1] ?? "";
    const rooms: string[] = [];
    let packageName = "";
    for (const line of tree.split("\n")) {
      const [, indent = "", name = ""] = /^( *)([\w-]+)\/ /.exec(line) ?? [];
      if (indent === "") packageName = name || packageName;
      else if (["labs", "kit"].includes(packageName)) rooms.push(`${packageName}/${name}`);
    }
    expect(rooms.sort()).toEqual(Object.keys(house.arrows).sort());
  });

  test("carries one version in all of its packages", () => {
    const versionOf = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8")).version;
    const version = versionOf("package.json");
    expect([versionOf("labs/package.json"), versionOf("kit/package.json")]).toEqual([version, version]);
  });
});

/** A small house in which everything holds. Each test below adds one fault. */
const sound: Readonly<Record<string, string>> = {
  "labs/low/README.md": "# low — what stands lowest\n\n- `part/`: a part\n",
  "labs/low/index.ts": 'export { part } from "./part/part.ts";\n',
  "labs/low/part/part.ts": "export const part = 1;\n",
  "labs/high/README.md": "# high — what uses low\n",
  "labs/high/index.ts": 'export { user } from "./user.ts";\n',
  "labs/high/user.ts": 'import { part } from "../low/index.ts";\nexport const user = part;\n',
};

const smallHouse: House = { arrows: { "labs/low": [], "labs/high": ["labs/low"] }, doors: [] };

describe("a house with one fault", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** Writes the sound house with some files changed, or left out where the text is null. */
  function build(changes: Readonly<Record<string, string | null>> = {}): {
    root: string;
    graph: ImportGraph;
  } {
    const folder = mkdtempSync(join(tmpdir(), "house-"));
    folders.push(folder);
    for (const [path, text] of Object.entries({ ...sound, ...changes })) {
      if (text === null) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return { root: folder, graph: readImports(folder) };
  }

  test("without a fault none is found", () => {
    const { root, graph } = build();
    expect([
      ...circles(graph),
      ...upwardArrows(graph, smallHouse),
      ...importsPastDoors(graph, smallHouse),
      ...misusedDoors(root, graph, smallHouse),
      ...foldersWithoutWords(root),
    ]).toEqual([]);
  });

  test("a circle of type imports inside a room is found", () => {
    const { graph } = build({
      "labs/high/user.ts": 'import type { Other } from "./other.ts";\nexport type User = Other;\n',
      "labs/high/other.ts": 'import type { User } from "./user.ts";\nexport type Other = User | 1;\n',
    });
    expect(circles(graph)).toEqual(["labs/high/other.ts <-> labs/high/user.ts"]);
  });

  test("a lazy import() closes a circle too", () => {
    const { graph } = build({
      "labs/high/user.ts": 'export const user = () => import("./index.ts");\n',
    });
    expect(circles(graph)).toEqual(["labs/high/index.ts <-> labs/high/user.ts"]);
  });

  test("an arrow from a lower room to a higher one is found", () => {
    const { graph } = build({
      "labs/low/part/part.ts": 'export type { user } from "../../high/index.ts";\nexport const part = 1;\n',
    });
    expect(upwardArrows(graph, smallHouse)).toEqual([
      "labs/low/part/part.ts imports labs/high/index.ts, and labs/low may not import labs/high",
    ]);
  });

  test("a room that the table does not know may import nothing", () => {
    const { graph } = build({ "labs/new/file.ts": 'import "../low/index.ts";\n' });
    expect(upwardArrows(graph, smallHouse)).toHaveLength(1);
  });

  test("an import past a door is found", () => {
    const { graph } = build({
      "labs/high/user.ts": 'import { part } from "../low/part/part.ts";\nexport const user = part;\n',
    });
    expect(importsPastDoors(graph, smallHouse)).toEqual([
      "labs/high/user.ts imports labs/low/part/part.ts, past labs/low/index.ts",
    ]);
  });

  test("a door below room level is found", () => {
    const { root, graph } = build({ "labs/low/part/index.ts": 'export { part } from "./part.ts";\n' });
    expect(misusedDoors(root, graph, smallHouse)).toEqual([
      "labs/low/part/index.ts is a door below room level",
    ]);
  });

  test("a door with a side effect is found", () => {
    const { root, graph } = build({
      "labs/low/index.ts": 'export { part } from "./part/part.ts";\nconsole.log("loaded");\n',
    });
    expect(misusedDoors(root, graph, smallHouse)).toEqual(["labs/low/index.ts does more than export"]);
  });

  test("a room without a README is found", () => {
    const { root } = build({ "labs/high/README.md": null });
    expect(foldersWithoutWords(root)).toEqual(["labs/high has no README.md"]);
  });

  test("a folder that its room's README does not name is found", () => {
    const { root } = build({ "labs/high/deep/file.ts": "export const deep = 1;\n" });
    expect(foldersWithoutWords(root)).toEqual(["labs/high/README.md does not name `deep/`"]);
  });

  test("a folder without files needs no words", () => {
    const { root } = build();
    mkdirSync(join(root, "labs/high/left/behind"), { recursive: true });
    expect(foldersWithoutWords(root)).toEqual([]);
  });

  test("an import of a file that does not exist is an error that names both", () => {
    expect(() => build({ "labs/high/user.ts": 'import "./gone.ts";\n' })).toThrow(
      "labs/high/user.ts imports ./gone.ts, and there is no labs/high/gone.ts.",
    );
  });
});
