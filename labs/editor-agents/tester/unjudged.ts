import type { Saved } from "../bus/messages.ts";

/** All saves without a verdict as one: the tests run once for them. */
export function together(before: Saved | null, next: Saved): Saved {
  if (before === null) return next;
  const deleted = new Set([...before.deleted, ...next.deleted]);
  for (const file of [...next.created, ...next.changed]) deleted.delete(file);
  const created = new Set([...before.created, ...next.created]);
  const changed = new Set([...before.changed, ...next.changed]);
  for (const file of deleted) {
    created.delete(file);
    changed.delete(file);
  }
  for (const file of created) changed.delete(file);
  const newest = before.batch > next.batch ? before : next;
  return { ...newest, changed: [...changed], created: [...created], deleted: [...deleted] };
}

/** All files of a batch. */
export function filesOf({ changed, created, deleted }: Saved): string[] {
  return [...changed, ...created, ...deleted];
}

/** A batch without some of its files; null when none is left. */
export function without(saved: Saved | null, files: ReadonlySet<string>): Saved | null {
  if (saved === null) return null;
  const rest = (paths: readonly string[]) => paths.filter((path) => !files.has(path));
  const left = {
    ...saved,
    changed: rest(saved.changed),
    created: rest(saved.created),
    deleted: rest(saved.deleted),
  };
  return filesOf(left).length === 0 ? null : left;
}
