import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codeReadings } from "./bare-code.ts";
import { fileText } from "./file-texts.ts";
import { type Secret, squeeze } from "./secret.ts";
import { SecretSearch } from "./secret-search.ts";
import { type SecretStructure, StructureSearch } from "./structure.ts";

/** A secret that was found in a file. */
export interface Leak {
  /** The file, from the searched folder. */
  readonly file: string;
  /** What the text is a part of, such as "the solution of exercise 02.3". */
  readonly of: string;
  /** The beginning of the text, without white space; of a copy with other names, what it is. */
  readonly begins: string;
}

/**
 * Searches every file of a folder, whatever its kind, for secrets: for their text in any encoding or disguise, and for their structure, which renaming
 * and leaving out lines does not change.
 *
 * @param options.except Folders that are not searched, by name: what npm installs.
 */
export function findLeaks(
  folder: string,
  secrets: readonly Secret[],
  {
    except = ["node_modules"],
    structures = [],
  }: { readonly except?: readonly string[]; readonly structures?: readonly SecretStructure[] } = {},
): Leak[] {
  const leaks: Leak[] = [];
  const texts = new SecretSearch(secrets);
  const search = new StructureSearch(structures);
  const told = new Set<string>();
  for (const file of filesOf(folder, except)) {
    const text = fileText(readFileSync(join(folder, file)), file);
    for (const { of, text: secret } of new Set(codeReadings(text).flatMap((one) => texts.in(squeeze(one))))) {
      if (told.has(`${file} ${of}`)) continue;
      told.add(`${file} ${of}`);
      leaks.push({ file, of, begins: secret.slice(0, 60) });
    }
    search.add(file, text);
  }
  const alike = search.found().filter(({ file, of }) => !told.has(`${file} ${of}`));
  return [...leaks, ...alike.map((leak) => ({ ...leak, begins: "code of the same structure" }))];
}

function filesOf(folder: string, except: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !except.some((name) => file.split(/[\\/]/).includes(name)))
    .sort();
}
