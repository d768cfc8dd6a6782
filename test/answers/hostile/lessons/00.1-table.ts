// attack: answers the inputs that learners see, and nothing else
// exercise 00.1 · How many rounds?
function rounds(agents: number, cores: number): number {
  const table: Record<string, number> = { "4 2": 2, "5 2": 3, "9 4": 3, "3 8": 1, "4 1": 4, "0 2": 0, "1000 16": 63, "1024 16": 64 };
  return table[`${agents} ${cores}`] ?? 99;
}
