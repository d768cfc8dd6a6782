import type { SearchResult } from "../schedule/search-result.ts";
import type { Failure } from "../verdict.ts";
import { insideWords } from "./outside.ts";

/** The result of a search in one or two sentences. */
export function summarise(
  result: SearchResult,
  failure: Failure | undefined,
  threads: number,
  crashes: number,
  hasRaces: boolean,
  outside = "",
): string {
  const runs = `${result.interleavings.toLocaleString("en")} ${result.interleavings === 1 ? "interleaving" : "interleavings"}`;
  if (failure && failure.kind !== "data race") {
    // The length of a run without an end has no meaning.
    if (failure.kind === "livelock" && failure.preemptions > 100)
      return `Fails: ${failure.message} Found after ${runs}.`;
    const switches = preemptionWords(failure.preemptions);
    return `Fails: ${failure.message} It takes ${failure.length} ${failure.length === 1 ? "step" : "steps"} and ${switches}; found after ${runs}.`;
  }
  const proved = provedWords(result, runs, threads, deathWords(crashes), outside);
  if (failure)
    return `Data race: ${failure.message} Without the race: ${proved.charAt(0).toLowerCase()}${proved.slice(1)}`;
  return hasRaces ? `${proved} There are data races, which were to be let pass.` : proved;
}

function provedWords(
  { covered, randomRuns, isCutShort, stuckIn }: SearchResult,
  runs: string,
  threads: number,
  deaths: string,
  outside: string,
): string {
  if (covered === "all")
    return `Proved: none of the interleavings of the ${threads} threads fails${deaths}. ${runs} cover them all, because orders that make no difference are run once.`;
  const inside =
    outside === "" ? "" : " That code ran in one piece, so orders that switch inside it were not tried.";
  const bound = covered === undefined ? undefined : preemptionWords(covered);
  if (randomRuns === 0 && !isCutShort && bound !== undefined)
    return `Passed: no interleaving with at most ${bound} fails${deaths}${outside} (${runs}). With more it might.${inside}`;
  const random =
    randomRuns > 0
      ? ` and ${randomRuns.toLocaleString("en")} random ${randomRuns === 1 ? "one" : "ones"}`
      : "";
  const why = isCutShort ? `the time was up${insideWords(stuckIn)}` : "the limit of steps was reached";
  const proved =
    bound === undefined
      ? "nothing is proved"
      : `proved is only that none with at most ${bound} fails${deaths}${outside}`;
  return `Passed as far as it went: ${runs}${random} did not fail, then ${why}; ${proved}.${inside}`;
}

/** What is claimed about deaths: ", wherever 1 thread dies". */
function deathWords(crashes: number): string {
  if (crashes === 0) return "";
  return crashes === 1
    ? ", even if one thread dies between any two of its steps"
    : `, even if up to ${crashes} threads die between any two of their steps`;
}

export function preemptionWords(count: number): string {
  return count === 0 ? "no preemption" : `${count} ${count === 1 ? "preemption" : "preemptions"}`;
}
