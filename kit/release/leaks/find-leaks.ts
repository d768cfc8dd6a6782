import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readableText } from "./readable-text.ts";
import type { Secret } from "./secret.ts";

/** A secret that was found in a file. */
export interface Leak {
  /** The file, from the searched folder. */
  readonly file: string;
  /** What the text is a part of, such as "the solution of exercise 02.3". */
  readonly of: string;
  /** The beginning of the text, without white space. */
  readonly begins: string;
}

/**
 * Searches every file of a folder, whatever its kind, for secrets.
 *
 * @param options.except Folders that are not searched, by name: what npm installs.
 */
export function findLeaks(
  folder: string,
  secrets: readonly Secret[],
  { except = ["node_modules"] }: { readonly except?: readonly string[] } = {},
): Leak[] {
  const leaks: Leak[] = [];
  for (const file of filesOf(folder, except)) {
    const text = readableText(readFileSync(join(folder, file)), file);
    const told = new Set<string>();
    for (const { of, text: secret } of secrets) {
      if (told.has(of) || !text.includes(secret)) continue;
      told.add(of);
      leaks.push({ file, of, begins: secret.slice(0, 60) });
    }
  }
  return leaks;
}

function filesOf(folder: string, except: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !except.some((name) => file.split(/[\\/]/).includes(name)))
    .sort();
}
