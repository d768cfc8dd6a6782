import type { Failure, Step } from "../verdict.ts";

/** One row of the picture: a step, or consecutive steps of one line of code. */
export interface Row {
  readonly from: number;
  readonly to: number;
  readonly thread: number;
  readonly inside: string;
  readonly line: number;
  readonly source: string;
  /** The effects of the steps; the last ones where there are many. */
  readonly actions: readonly string[];
  readonly isFatal: boolean;
  readonly isPreemption: boolean;
  readonly isAsleep: boolean;
  readonly woken: readonly number[];
  readonly owners: Step["owners"];
  readonly changes: Step["changes"];
  /** The number of steps left out before it. */
  readonly leftOut: number;
}

const MOST_ACTIONS = 3;

/** The steps of a failure as rows. Consecutive steps that labs' code makes for one line form one row, as do equal steps. */
export function rowsOf(failure: Failure): Row[] {
  const rows: Row[] = [];
  let group: Step[] = [];
  let last = 0;
  const close = () => {
    const [first] = group;
    if (first === undefined) return;
    rows.push(rowOf(group, failure.fatal, first.number - last - 1));
    last = (group.at(-1) as Step).number;
    group = [];
  };
  for (const step of failure.steps) {
    const before = group.at(-1);
    if (before && !belongTogether(before, step)) close();
    group.push(step);
  }
  close();
  return rows;
}

function belongTogether(a: Step, b: Step): boolean {
  if (a.thread !== b.thread || a.line !== b.line || a.inside !== b.inside || b.isPreemption) return false;
  if (b.number !== a.number + 1 || a.isAsleep) return false;
  return (a.within !== "" && b.within !== "") || a.action === b.action;
}

function rowOf(steps: readonly Step[], fatal: readonly number[], leftOut: number): Row {
  const first = steps[0] as Step;
  const last = steps.at(-1) as Step;
  return {
    from: first.number,
    to: last.number,
    thread: first.thread,
    inside: first.inside,
    line: first.line,
    source: first.source,
    actions: actionsOf(steps),
    isFatal: steps.some((step) => fatal.includes(step.number)),
    isPreemption: first.isPreemption,
    isAsleep: last.isAsleep,
    woken: [...new Set(steps.flatMap((step) => step.woken))],
    owners: last.owners,
    changes: [...new Map(steps.flatMap((step) => step.changes))],
    leftOut,
  };
}

/** Equal actions are counted. Of many actions the last ones are kept. */
function actionsOf(steps: readonly Step[]): string[] {
  const counted: [string, number][] = [];
  for (const { action } of steps) {
    const before = counted.at(-1);
    if (before && before[0] === action) before[1]++;
    else counted.push([action, 1]);
  }
  const words = counted.map(([action, count]) => (count === 1 ? action : `${action} (${count} times)`));
  return words.length <= MOST_ACTIONS ? words : ["…", ...words.slice(1 - MOST_ACTIONS)];
}
