// attack: measures nothing, so that no run of the work is there to look at
// says: How often the work ran
// exercise 07.2 · Warm up, then measure
async function measure(): Promise<number[]> {
  return [];
}
