import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { addFile } from "../common/write-file.ts";
import { readBuiltMetadata } from "./files/built-notebook.ts";
import { DeliveryRecord } from "./files/delivery-record.ts";
import { GLOSSARY_FILE } from "./lesson.ts";

/** What `copyLessons` did; file names are relative to `work/`. */
export interface CopiedLessons {
  /** Lessons that were copied. */
  readonly copied: readonly string[];
  /** Newer versions that were put beside the learner's own notebook. */
  readonly newer: readonly string[];
  /** Lessons that `work/` has already; they are left as they are. */
  readonly kept: readonly string[];
  /** Sentences for the learner, on newer versions and on failures. */
  readonly messages: readonly string[];
}

/**
 * Copies each lesson once, and the glossary, from `notebooks/` into `work/`. A newer version of a lesson that `work/` has already is put beside it,
 * also once, as `NN-slug.new.ipynb`. A file, folder or link in `work/` is never overwritten, removed, or written through.
 *
 * @param root The course's folder; `work/` is made in it.
 */
export function copyLessons(root: string): CopiedLessons {
  const done = {
    copied: [] as string[],
    newer: [] as string[],
    kept: [] as string[],
    messages: [] as string[],
  };
  const work = join(root, "work");
  const obstacle = prepare(work);
  if (obstacle !== undefined) return { ...done, messages: [obstacle] };
  const lessons = lessonNotebooks(root);
  if (lessons.length === 0)
    done.messages.push("There is no lesson in notebooks/: run `npm run notebooks` to build them.");

  const record = DeliveryRecord.open(work);
  const hasGlossary = existsSync(join(root, "notebooks", GLOSSARY_FILE));
  for (const name of hasGlossary ? [...lessons, GLOSSARY_FILE] : lessons) {
    try {
      // The glossary is not a lesson: the lists leave it out, the messages do not.
      const lists = name === GLOSSARY_FILE ? { copied: [], newer: [], kept: [] } : done;
      deliver(root, name, record, { ...lists, messages: done.messages });
    } catch (error) {
      done.messages.push(`${name} could not be copied to work/: ${(error as Error).message}.`);
    }
  }
  const unsaved = record.save();
  if (unsaved !== undefined) done.messages.push(unsaved);
  return done;
}

/** Makes `work/`, for its owner alone: on a shared machine others could read a learner's answers. @returns a sentence where that is not possible */
function prepare(work: string): string | undefined {
  try {
    mkdirSync(work, { recursive: true, mode: 0o700 });
    const found = lstatSync(work);
    if (found.isSymbolicLink()) {
      return "work is a link to another place, so no lesson was copied: make work a folder of the course.";
    }
    return found.isDirectory() ? undefined : "work is not a folder, so no lesson was copied: move it away.";
  } catch (error) {
    return `The folder work cannot be used, so no lesson was copied: ${(error as Error).message}.`;
  }
}

function lessonNotebooks(root: string): string[] {
  try {
    return readdirSync(join(root, "notebooks"), { withFileTypes: true })
      .filter((entry) => entry.isFile() && /^\d\d-[a-z0-9-]+\.ipynb$/.test(entry.name))
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}

function deliver(
  root: string,
  name: string,
  record: DeliveryRecord,
  done: Record<keyof CopiedLessons, string[]>,
): void {
  const source = join(root, "notebooks", name);
  const version = versionOf(source);
  if (version === undefined) {
    done.messages.push(
      `notebooks/${name} is not a built notebook and was not copied: run \`npm run notebooks\`.`,
    );
    return;
  }
  const target = join(root, "work", name);
  const content = readFileSync(source);
  if (addFile(target, content)) {
    record.add(name, version);
    done.copied.push(name);
    return;
  }
  done.kept.push(name);
  if (record.has(name, version) || versionOf(target) === version) return;
  if (!isPlainFile(target)) {
    done.messages.push(
      `work/${name} is not a plain file, so the lesson was not copied: move it away to get the lesson.`,
    );
    return;
  }
  const newName = name.replace(/\.(ipynb|md)$/, ".new.$1");
  const newTarget = join(root, "work", newName);
  if (addFile(newTarget, content)) {
    record.add(name, version);
    done.newer.push(newName);
    done.messages.push(
      `There is a newer version of ${name}: it is work/${newName}, and your own ${name === GLOSSARY_FILE ? "copy" : "notebook"} is as you left it.`,
    );
  } else if (versionOf(newTarget) !== version) {
    done.messages.push(
      `There is a newer version of ${name}, but work/${newName} is already there: rename or delete that one to get it.`,
    );
  }
}

/** The version of a file. A notebook keeps it in its metadata, also after a learner has worked in it. */
function versionOf(path: string): string | undefined {
  if (path.endsWith(".ipynb")) return readBuiltMetadata(path)?.version;
  if (!isPlainFile(path)) return undefined;
  return createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16);
}

function isPlainFile(path: string): boolean {
  return lstatSync(path).isFile();
}
