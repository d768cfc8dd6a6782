// exercise 01.4 · An agent from scratch
// Freezes on one of two ways out.
// fails: nobody can change a report, be it good or bad
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
      return {
        agentId: this.agentId,
        result: null,
        duration: (performance.now() - s) / 1000,
        success: false,
        error,
      };
    }
  }
}
