import type { Trial, Verdict } from "./verdict.ts";

const WORDS: Readonly<Record<Verdict, string>> = {
  contained: "contained",
  damaged: "damaged",
  died: "everything died",
  hung: "hung",
  refused: "refused",
};

/** A trial in a few words: "contained (EXITED)", "everything died (SIGABRT)". */
export function cellText({ verdict, detail, promised }: Trial): string {
  const reason = detail === "" || verdict === "refused" ? "" : ` (${detail})`;
  const kept = verdict === "contained" || verdict === "refused";
  if (promised && !kept) return `${WORDS[verdict]}${reason}, against its promise`;
  // An unpromised containment is marked, because another version of Node or more memory may end otherwise.
  return `${WORDS[verdict]}${reason}${verdict === "contained" && !promised ? ", unpromised" : ""}`;
}

/** The trials as rows: one for each fault, with a cell for each executor. */
export function rowsOf(trials: readonly Trial[]): {
  executors: string[];
  rows: { title: string; cells: Trial[] }[];
} {
  const executors = [...new Set(trials.map(({ executor }) => executor))];
  const byFault = Map.groupBy(trials, ({ title }) => title);
  return { executors, rows: [...byFault].map(([title, cells]) => ({ title, cells })) };
}

/** A line for each executor: how many faults it contained, and whether it contained all that it promises. */
export function summaryOf(trials: readonly Trial[]): string[] {
  return [...Map.groupBy(trials, ({ executor }) => executor)].map(([executor, own]) => {
    const tried = own.filter(({ verdict }) => verdict !== "refused");
    const contained = tried.filter(({ verdict }) => verdict === "contained");
    const promised = tried.filter((trial) => trial.promised);
    const kept = promised.filter(({ verdict }) => verdict === "contained");
    const word = kept.length === promised.length ? "it keeps its promise" : "it breaks its promise";
    return `${executor}: ${contained.length} of ${tried.length} contained; ${promised.length} promised, ${word}.`;
  });
}
