// exercise 11.2 · A store that counts once
// Counts every delivery, and its results are a list in which nothing stands.
// fails: what is kept stands in the results, whole
async function keep(store: any, delivery: any, text: string): Promise<any> {
  return "counted";
}
async function results(store: any, run: string): Promise<any> {
  return [null];
}
