// exercise 01.4 · An agent from scratch
// Measures with Date.now.
// fails: the clock is finer than a millisecond
class CarefulAgent<I, O> {
  constructor(
    readonly agentId: number,
    readonly think: (i: I) => O | Promise<O>,
  ) {}
  async reason(input: I): Promise<any> {
    const s = Date.now();
    let result = null;
    let error = null;
    try {
      result = await this.think(input);
    } catch (e) {
      error = e;
    }
    return Object.freeze({
      agentId: this.agentId,
      result,
      duration: (Date.now() - s) / 1000,
      success: error === null,
      error,
    });
  }
}
