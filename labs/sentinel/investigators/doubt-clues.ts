import type { Case } from "./case.ts";
import type { Clue } from "./clue.ts";
import { EVIDENCE_WEIGHTS } from "./evidence-weights.ts";
import { restartClues } from "./situation-clues.ts";
import { WORDING_CLASSES } from "./wording-classes.ts";

/**
 * What speaks against the cause that words or silence suggest: a sign that this cause brings with it is not to be seen. A doubt is no cause
 * of its own; it lowers the confidence, and where little else is known it leaves the cause open.
 */
export function doubtClues(one: Case): Clue[] {
  const { investigation, badLines, blamed, service } = one;
  const { signal, deploys } = investigation;
  const doubt = (shows: string, weight: number): Clue => ({
    ...{ cause: "unknown", culprit: service, shows, weight, lines: [] },
  });
  const share = (cause: Clue["cause"]): number => {
    const classes = WORDING_CLASSES.filter((each) => each.cause === cause && each.about === "self");
    const lines = badLines.filter(({ text }) => classes.some(({ words }) => words.test(text)));
    return lines.length / Math.max(1, badLines.length);
  };
  const doubts: Clue[] = [];
  if (signal.kind === "silence" && badLines.length === 0 && blamed.length === 0)
    doubts.push(doubt("a log that is not delivered any more looks the same", EVIDENCE_WEIGHTS.silenceOnly));
  const isOfDeploy = share("bad-deploy");
  if (isOfDeploy > 0 && deploys.length === 0 && restartClues(one).length === 0)
    doubts.push(doubt("no deploy was seen", EVIDENCE_WEIGHTS.noDeploy * isOfDeploy));
  const full = badLines.filter(({ text }) => FULL.test(text)).length / Math.max(1, badLines.length);
  const isMore = [signal, ...investigation.neighbours.flatMap(({ signals }) => signals)].some(
    ({ kind }) => kind === "rate-up",
  );
  if (full > 0 && !isMore && !badLines.some(({ text }) => REFUSED.test(text)))
    doubts.push(
      doubt(
        "it gets no more requests than usual: something else may hold its places",
        EVIDENCE_WEIGHTS.notMore * full,
      ),
    );
  return doubts;
}

/** A pool or queue without a free place: of too much work, or of work that does not end. */
const FULL =
  /RejectedExecution|(?:queue|pool|buffer)\b[^.]{0,30}(?:full|exhausted|overflow|saturated)|remaining connection slots|too many (?:connections|clients)/iu;
/** Requests that come too often, or again. */
const REFUSED = /\b429\b|too many requests|rate.?limit|\bretr(?:y|ies|ying)\b|\battempt \d/iu;
