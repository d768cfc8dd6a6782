import type { AnswerCase } from "./answer-case.ts";

/**
 * Few of a course's answers, on which each check is still seen green and red: all starters and solutions, the first right answer of each
 * exercise, and as many of its wrong ones as name all of its checks. The next of these is the one that names most checks that none before it
 * names, and of several the first.
 */
export function enoughCases(cases: readonly AnswerCase[]): AnswerCase[] {
  const chosen = new Set<AnswerCase>(cases.filter(({ kind }) => kind === "starter" || kind === "solution"));
  for (const own of Map.groupBy(cases, ({ exercise }) => exercise).values()) {
    const right = own.find(({ kind }) => kind === "right");
    if (right) chosen.add(right);
    for (const wrong of enoughWrong(own.filter(({ kind }) => kind === "wrong"))) chosen.add(wrong);
  }
  return cases.filter((answerCase) => chosen.has(answerCase));
}

function enoughWrong(wrong: readonly AnswerCase[]): AnswerCase[] {
  const named = new Set<string>();
  const fresh = ({ fails }: AnswerCase) => new Set(fails).difference(named).size;
  // An answer that names no check is a finding, whatever the others name.
  const chosen = wrong.filter(({ fails }) => fails.length === 0);
  for (;;) {
    const most = Math.max(0, ...wrong.map(fresh));
    if (most === 0) return chosen;
    const next = wrong.find((answerCase) => fresh(answerCase) === most) as AnswerCase;
    chosen.push(next);
    for (const name of next.fails) named.add(name);
  }
}
