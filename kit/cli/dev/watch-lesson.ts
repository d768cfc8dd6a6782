import { type ChildProcess, fork } from "node:child_process";
import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { siblingModule } from "../../common/sibling-module.ts";
import type { CommandTools } from "../run-command/define-command.ts";
import type { JudgeMessage, JudgeRequest } from "./judge-lesson.ts";

/** An editor writes a file in several steps; all of them count as one save. */
const SAVE_SETTLES_MS = 60;

/**
 * Judges a lesson now and at every save of its source, its checks or its answers, until it is interrupted. A fresh process
 * judges each save, so that it reads the check files anew; the next save ends it.
 *
 * @param lesson two digits
 * @returns the exit code
 */
export async function watchLesson(root: string, lesson: string, tools: CommandTools): Promise<number> {
  const { out, signal } = tools;
  let running: ChildProcess | undefined;
  let spare = forkJudge();
  const judge = () => {
    running?.kill("SIGTERM");
    running = spare;
    spare = forkJudge();
    running.on("message", (message) => show(message as JudgeMessage, tools));
    running.send({ root, lesson } satisfies JudgeRequest);
  };
  const watchers = watchFiles(root, lesson, debounced(judge));
  out.write(`Watching lesson ${lesson}: its source, its checks, its answers. Ctrl-C ends it.\n`);
  judge();
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  for (const watcher of watchers) watcher.close();
  running?.kill("SIGTERM");
  spare.kill("SIGTERM");
  return 0;
}

/** Starts a process that loads all modules and waits for a lesson to judge, which makes the next verdict faster. */
function forkJudge(): ChildProcess {
  return fork(siblingModule(import.meta.url, "judge-lesson"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

function show(message: JudgeMessage, { out, err }: CommandTools): void {
  (message.kind === "finding" ? err : out).write(`${message.text}\n`);
}

/** Calls `onChange` for every change to a lesson's files. Folders are watched, because editors replace files. */
function watchFiles(root: string, lesson: string, onChange: () => void): FSWatcher[] {
  const folders: readonly (readonly [folder: string, isPartOfLesson: (name: string) => boolean])[] = [
    ["solutions", (name) => name.startsWith(`${lesson}-`) && name.endsWith(".ts")],
    // Files without a number are shared by the checks of several lessons.
    ["test/checks", (name) => name.endsWith(".ts") && (name.startsWith(lesson) || !/^\d/.test(name))],
    [`test/answers/${lesson}/right`, (name) => name.endsWith(".ts")],
    [`test/answers/${lesson}/wrong`, (name) => name.endsWith(".ts")],
  ];
  return folders.flatMap(([folder, isPartOfLesson]) => {
    try {
      return [
        watch(join(root, folder), (_, name) => {
          if (name !== null && isPartOfLesson(name)) onChange();
        }),
      ];
    } catch (error) {
      // A lesson may have no answers yet.
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  });
}

function debounced(act: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, SAVE_SETTLES_MS);
  };
}
