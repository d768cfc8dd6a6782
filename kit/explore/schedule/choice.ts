/** The choice to end a thread's time limit early, a number below zero. */
export const timeoutChoice = (thread: number) => -1 - thread;
export const threadOfChoice = (choice: number) => (choice < 0 ? -1 - choice : choice);
