import type { Points } from "../lesson/index.ts";

/** What the check files say of each exercise, by its id: of each check its points, and whether learners see it. */
type CheckPoints = Readonly<
  Record<string, { readonly checks: readonly { readonly points: number; readonly hidden: boolean }[] }>
>;

/** An exercise is worth the sum of its visible checks; hidden checks count at class grading only. */
export function visiblePoints(collected: CheckPoints): Points {
  return Object.fromEntries(
    Object.entries(collected).map(([id, { checks }]) => [
      id,
      checks.filter(({ hidden }) => !hidden).reduce((sum, { points }) => sum + points, 0),
    ]),
  );
}
