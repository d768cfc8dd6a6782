// exercise 01.4 · An agent from scratch
// A failure takes no time.
// fails: the duration is that of the thinking, in seconds, in success and in failure
class CarefulAgent<I, O> {
  constructor(
    readonly agentId: number,
    readonly think: (i: I) => O | Promise<O>,
  ) {}
  async reason(input: I): Promise<any> {
    const s = performance.now();
    try {
      const result = await this.think(input);
      return Object.freeze({
        agentId: this.agentId,
        result,
        duration: (performance.now() - s) / 1000,
        success: true,
        error: null,
      });
    } catch (error) {
      return Object.freeze({ agentId: this.agentId, result: null, duration: 0, success: false, error });
    }
  }
}
