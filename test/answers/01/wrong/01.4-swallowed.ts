// exercise 01.4 · An agent from scratch
// Reports a failure without its reason.
// fails: the report of a failure says why
class CarefulAgent<I, O> {
  constructor(
    readonly agentId: number,
    readonly think: (i: I) => O | Promise<O>,
  ) {}
  async reason(input: I): Promise<any> {
    const s = performance.now();
    let result = null;
    let success = true;
    try {
      result = await this.think(input);
    } catch {
      success = false;
    }
    return Object.freeze({
      agentId: this.agentId,
      result,
      duration: (performance.now() - s) / 1000,
      success,
      error: null,
    });
  }
}
