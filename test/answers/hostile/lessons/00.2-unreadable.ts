// attack: gives results that no check can read
// says: came
// exercise 00.2 · Launch a swarm of your own
const launch = (sizes: readonly number[]): any => ({ results: [null] });
