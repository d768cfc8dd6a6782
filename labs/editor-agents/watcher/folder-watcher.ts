import { existsSync, type FSWatcher, watch } from "node:fs";
import { join } from "node:path/posix";
import { type FolderChanges, FolderState } from "./folder-state.ts";
import { isIgnoredName } from "./source-files.ts";

/** An editor writes a file in several steps, and `git checkout` writes many files: they count as one batch. */
const SETTLES_MS = 15;

/** A batch ends after this time at the latest, however fast files are saved. */
const LONGEST_BATCH_MS = 150;

/** How often folders are looked through where the system reports nothing. */
const LOOK_INTERVAL_MS = 1000;

export interface FolderWatcherOptions {
  /** @param at when the first event of the batch came, in milliseconds since 1970 */
  readonly onChange: (changes: FolderChanges, at: number) => void;
  /** The first folder was deleted. */
  readonly onGone: () => void;
  /** A sentence for the user. Watching goes on. */
  readonly onTrouble: (sentence: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Watches folders with all that is below them. `close()` ends it. */
export class FolderWatcher {
  readonly #options: FolderWatcherOptions;
  readonly #state = new FolderState();
  readonly #watchers = new Map<string, FSWatcher | undefined>();
  readonly #hints = new Set<string>();
  #first: string | undefined;
  #since: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lookTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: FolderWatcherOptions) {
    this.#options = options;
  }

  get fileCount(): number {
    return this.#state.size;
  }

  get folderCount(): number {
    return this.#watchers.size;
  }

  /** Watches one more folder. A folder inside a watched one is watched already. */
  add(folder: string): void {
    for (const known of this.#watchers.keys()) if (folder === known || folder.startsWith(`${known}/`)) return;
    this.#first ??= folder;
    this.#watchers.set(folder, this.#watch(folder));
    this.#state.add(folder);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#lookTimer);
    for (const watcher of this.#watchers.values()) watcher?.close();
    this.#watchers.clear();
  }

  #watch(folder: string): FSWatcher | undefined {
    try {
      const watcher = watch(folder, { recursive: true, ignore: isIgnoredPath });
      watcher.on("change", (_, name) =>
        this.#hint(name === null ? folder : join(folder, posix(String(name)))),
      );
      watcher.on("error", (error) => this.#lookInstead(folder, error));
      return watcher;
    } catch (error) {
      this.#lookInstead(folder, error as Error);
      return undefined;
    }
  }

  /** Looks through all folders each second, where the system does not report changes. */
  #lookInstead(folder: string, error: NodeJS.ErrnoException): void {
    if (this.#isClosed || this.#lookTimer !== undefined || !existsSync(folder)) return;
    const reason =
      error.code === "ENOSPC" || error.code === "EMFILE"
        ? "the system allows no more watches (fs.inotify.max_user_watches)"
        : error.message;
    this.#options.onTrouble(
      `Changes below ${folder} are not reported, because ${reason}: all files are looked at once a second instead.`,
    );
    this.#lookTimer = setInterval(() => {
      for (const each of this.#watchers.keys()) this.#hint(each);
    }, LOOK_INTERVAL_MS);
  }

  #hint(path: string): void {
    if (this.#isClosed) return;
    const now = this.#options.now();
    this.#since ??= now;
    this.#hints.add(path);
    clearTimeout(this.#timer);
    const left = this.#since + LONGEST_BATCH_MS - now;
    // Events that come without a pause would postpone a timer for ever.
    if (left <= 0) this.#report();
    else this.#timer = setTimeout(() => this.#report(), Math.min(SETTLES_MS, left));
  }

  #report(): void {
    const at = this.#since ?? this.#options.now();
    this.#since = undefined;
    const changes = this.#state.look(this.#hints);
    this.#hints.clear();
    if (changes.changed.length + changes.created.length + changes.deleted.length > 0)
      this.#options.onChange(changes, at);
    if (this.#first !== undefined && !existsSync(this.#first)) this.#options.onGone();
  }
}

function isIgnoredPath(path: string): boolean {
  return posix(path)
    .split("/")
    .some((name) => isIgnoredName(name) && name !== "." && name !== "..");
}

const posix = (path: string) => path.replaceAll("\\", "/");
