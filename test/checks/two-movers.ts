/** The steps of each of the two agents: the locks that it takes and gives back. */
const programs = {
  A: ["lock 0", "lock 1", "move", "unlock 1", "unlock 0"],
  B: ["lock 1", "lock 0", "move", "unlock 0", "unlock 1"],
} as const;

export type Mover = keyof typeof programs;

export interface Situation {
  /** The turn, from 1, at which an agent could not take its next step; `undefined` when all turns could be taken. */
  readonly impossible?: { readonly turn: number; readonly who: Mover; readonly because: string };
  /** The agents that can take a further step, with that step. Empty: they stand still. */
  readonly canGoOn: readonly { readonly who: Mover; readonly step: string }[];
  /** The agents that have taken all their steps. */
  readonly done: readonly Mover[];
}

/** Takes turns of the two movers of exercise 04.5, one after the other. @returns where they stand then */
export function standAfter(turns: readonly Mover[]): Situation {
  const at: Record<Mover, number> = { A: 0, B: 0 };
  const holder = new Map<string, Mover>();
  const next = (who: Mover): string | undefined => programs[who][at[who]];
  const isBlocked = (who: Mover) => {
    const step = next(who);
    return step?.startsWith("lock") === true && holder.has(step.slice(5));
  };
  const situation = (impossible?: Situation["impossible"]): Situation => ({
    ...(impossible && { impossible }),
    canGoOn: (["A", "B"] as const).flatMap((who) => {
      const step = next(who);
      return step === undefined || isBlocked(who) ? [] : [{ who, step }];
    }),
    done: (["A", "B"] as const).filter((who) => next(who) === undefined),
  });
  for (const [index, who] of turns.entries()) {
    const step = next(who);
    if (step === undefined)
      return situation({ turn: index + 1, who, because: "it has done all of its steps" });
    if (isBlocked(who))
      return situation({
        turn: index + 1,
        who,
        because: `its next step is “${step}”, and the other holds that lock`,
      });
    if (step.startsWith("lock")) holder.set(step.slice(5), who);
    if (step.startsWith("unlock")) holder.delete(step.slice(7));
    at[who] += 1;
  }
  return situation();
}
