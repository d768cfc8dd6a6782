/** A time limit that ends before its time: written as a choice below zero. */
export const timeoutChoice = (thread: number) => -1 - thread;
export const threadOfChoice = (choice: number) => (choice < 0 ? -1 - choice : choice);
