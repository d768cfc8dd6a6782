// exercise 01.4 · An agent from scratch
// Does not freeze.
// fails: nobody can change a report, be it good or bad
class CarefulAgent<I, O> {
  constructor(
    readonly agentId: number,
    readonly think: (i: I) => O | Promise<O>,
  ) {}
  async reason(input: I): Promise<any> {
    const s = performance.now();
    let result = null;
    let error = null;
    try {
      result = await this.think(input);
    } catch (e) {
      error = e;
    }
    return {
      agentId: this.agentId,
      result,
      duration: (performance.now() - s) / 1000,
      success: error === null,
      error,
    };
  }
}
