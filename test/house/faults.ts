import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ImportGraph, isBuilt } from "./imports.ts";
import type { House } from "./rooms.ts";

/** The room of a file: `labs/swarm` for `labs/swarm/threads/pool.ts`, and `labs` for `labs/index.ts`. */
export function roomOf(file: string): string {
  const [packageName = "", ...rest] = file.split("/");
  return rest.length > 1 ? `${packageName}/${rest[0]}` : packageName;
}

/** Imports that lead up: from a room to one that it may not import. A room missing from the table may import nothing. */
export function upwardArrows(graph: ImportGraph, { arrows }: House): string[] {
  return betweenRooms(graph)
    .filter(([file, target]) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      const allowed = arrows[from] ?? [];
      return !(from === "labs" || from === "kit" || allowed.includes(to) || allowed.includes(packageOf(to)));
    })
    .map(
      ([file, target]) => `${file} imports ${target}, and ${roomOf(file)} may not import ${roomOf(target)}`,
    );
}

/** Imports from one room into another that do not go through its `index.ts`. */
export function importsPastDoors(graph: ImportGraph, { doors }: House): string[] {
  return betweenRooms(graph)
    .filter(
      ([, target]) => target !== `${roomOf(target)}/index.ts` && !doors.some((door) => door.test(target)),
    )
    .map(([file, target]) => `${file} imports ${target}, past ${roomOf(target)}/index.ts`);
}

/** Index files below room level, and doors that do more than hand on what other files export. A package's own entry may do more. */
export function misusedDoors(root: string, graph: ImportGraph, { doors }: House): string[] {
  const indexes = [...graph.keys()].filter((file) => file.endsWith("/index.ts"));
  const nested = indexes.filter(
    (file) => file !== `${roomOf(file)}/index.ts` && !doors.some((door) => door.test(file)),
  );
  const active = indexes.filter(
    (file) => roomOf(file).includes("/") && hasStatements(readFileSync(join(root, file), "utf8")),
  );
  return [
    ...nested.map((file) => `${file} is a door below room level`),
    ...active.map((file) => `${file} does more than export`),
  ];
}

/** Files that import one another in a circle, types included, each circle once. */
export function circles(graph: ImportGraph): string[] {
  const found: string[] = [];
  const seen = new Map<string, { readonly order: number; low: number }>();
  const open: string[] = [];
  const visit = (file: string) => {
    const state = { order: seen.size, low: seen.size };
    seen.set(file, state);
    open.push(file);
    for (const target of graph.get(file) ?? []) {
      const known = seen.get(target);
      if (!known) state.low = Math.min(state.low, visit(target).low);
      else if (open.includes(target)) state.low = Math.min(state.low, known.order);
    }
    if (state.low === state.order) {
      const members = open.splice(open.indexOf(file));
      if (members.length > 1 || graph.get(file)?.includes(file)) found.push(members.sort().join(" <-> "));
    }
    return state;
  };
  for (const file of graph.keys()) if (!seen.has(file)) visit(file);
  return found.sort();
}

/** Rooms without a README whose first line says what they are, and folders that their room's README does not name. */
export function foldersWithoutWords(root: string): string[] {
  return ["labs", "kit"].flatMap((packageName) =>
    foldersIn(root, packageName).flatMap((room) => {
      const readme = join(root, room, "README.md");
      if (!existsSync(readme)) return [`${room} has no README.md`];
      const text = readFileSync(readme, "utf8");
      const unnamed = foldersBelow(root, room).filter(
        (folder) => !text.includes(`\`${folder.slice(room.length + 1)}/\``),
      );
      return [
        ...(/^# \S+ — \S/.test(text) ? [] : [`${room}/README.md does not begin with "# name — what it is"`]),
        ...unnamed.map((folder) => `${room}/README.md does not name \`${folder.slice(room.length + 1)}/\``),
      ];
    }),
  );
}

function betweenRooms(graph: ImportGraph): (readonly [file: string, target: string])[] {
  return [...graph].flatMap(([file, targets]) =>
    targets
      .filter((target) => roomOf(target) !== roomOf(file))
      .map((target): readonly [string, string] => [file, target]),
  );
}

function packageOf(room: string): string {
  return room.split("/")[0] ?? room;
}

/** Whether code is left once comments, imports and re-exports are taken away. */
function hasStatements(text: string): boolean {
  const rest = text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    .replace(/export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*"[^"]+";/g, "");
  return rest.trim() !== "";
}

function foldersIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isBuilt(entry.name))
    .map(({ name }) => `${folder}/${name}`)
    .filter((below) => hasFiles(root, below));
}

/** Git leaves folders without files behind when it moves what they held; a fresh clone does not have them. */
function hasFiles(root: string, folder: string): boolean {
  return readdirSync(join(root, folder), { withFileTypes: true }).some(
    (entry) => !isBuilt(entry.name) && (!entry.isDirectory() || hasFiles(root, `${folder}/${entry.name}`)),
  );
}

function foldersBelow(root: string, folder: string): string[] {
  return foldersIn(root, folder).flatMap((below) => [below, ...foldersBelow(root, below)]);
}
