/** The choice to end a thread's time limit early, a number below zero. */
export const timeoutChoice = (thread: number) => -1 - thread;
/** The choice that a thread dies before its next step, a number far below zero. */
export const crashChoice = (thread: number) => FIRST_CRASH - thread;
export const isCrash = (choice: number) => choice <= FIRST_CRASH;
export const isTimeout = (choice: number) => choice < 0 && choice > FIRST_CRASH;

export function threadOfChoice(choice: number): number {
  if (choice >= 0) return choice;
  return isCrash(choice) ? FIRST_CRASH - choice : -1 - choice;
}

const FIRST_CRASH = -101;
