import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Course } from "../../lesson/index.ts";
import { sha256 } from "../text.ts";

/** Raise it when the same notebook and checks give a different record than before. */
const ENGINE_VERSION = 2;

/**
 * Computes a hash for each lesson of everything that its grades depend on beside the notebook: its checks, what they import, and its exercises with
 * their reference solutions.
 */
export function lessonVersions(root: string, course: Course): Map<string, string> {
  const folder = join(root, "test/checks");
  const names = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.[cm]?[jt]s$/.test(name))
        .sort()
    : [];
  const text = (name: string) => `${name}\n${readFileSync(join(folder, name), "utf8")}`;
  const shared = names.filter((name) => !name.endsWith(".check.ts")).map(text);
  return new Map(
    course.lessons.map((lesson) => {
      const own = names.filter((name) => name.endsWith(".check.ts") && name.startsWith(lesson.id)).map(text);
      return [
        lesson.id,
        sha256(JSON.stringify([ENGINE_VERSION, lesson.exercises, lesson.manual, own, shared])),
      ];
    }),
  );
}
