// exercise 01.4 · An agent from scratch
// A private field and try, catch, finally; what is no Error becomes the cause of one.
class CarefulAgent<I, O> {
  agentId: number;
  #think: (i: I) => O | Promise<O>;
  constructor(id: number, think: (i: I) => O | Promise<O>) {
    this.agentId = id;
    this.#think = think;
  }
  async reason(input: I) {
    const report: Record<string, unknown> = {
      agentId: this.agentId,
      result: null,
      success: false,
      error: null,
      duration: 0,
    };
    const begin = performance.now();
    try {
      report.result = await this.#think(input);
      report.success = true;
    } catch (e) {
      report.error = e instanceof Error ? e : new Error("something was thrown that is no Error", { cause: e });
    } finally {
      report.duration = (performance.now() - begin) / 1e3;
    }
    return Object.freeze(report);
  }
}
