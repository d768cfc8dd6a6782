// attack: gives a plan whose lists are missing
// says: came
// exercise 03.4 · The plan
const plan = (costs: readonly number[], threads: number): any => Array(threads).fill(null);
