import type { Points } from "../lesson/notebook/index.ts";

/** What the check files say of each exercise, by its id. */
export type CollectedChecks = Readonly<
  Record<string, { readonly checks: readonly { readonly points: number; readonly hidden: boolean }[] }>
>;

/** An exercise is worth what its visible checks are worth together; hidden checks count at class grading only. */
export function visiblePoints(collected: CollectedChecks): Points {
  return Object.fromEntries(
    Object.entries(collected).map(([id, { checks }]) => [
      id,
      checks.filter(({ hidden }) => !hidden).reduce((sum, { points }) => sum + points, 0),
    ]),
  );
}
