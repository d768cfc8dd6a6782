// exercise 01.4 · An agent from scratch
// The failure comes after the try.
// fails: an answer becomes a report of success
class CarefulAgent<I, O> {
  constructor(
    readonly agentId: number,
    readonly think: (i: I) => O | Promise<O>,
  ) {}
  async reason(input: I): Promise<any> {
    const s = performance.now();
    try {
      const result = this.think(input);
      return Object.freeze({
        agentId: this.agentId,
        result,
        duration: (performance.now() - s) / 1000,
        success: true,
        error: null,
      });
    } catch (error) {
      return Object.freeze({
        agentId: this.agentId,
        result: null,
        duration: (performance.now() - s) / 1000,
        success: false,
        error,
      });
    }
  }
}
