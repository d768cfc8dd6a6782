// attack: yields for ever, calls back for ever
// points: 0
// says: ran past 3 s
// %%
// exercise 01.2 · A counter
class Counter {
  constructor(readonly start: number) {}
  increase(by: number): number { return by; }
  report(): any { for (;;) {} }
  async visit(visitor: any): Promise<any> { for (;;) await visitor(this.start); }
  async *steps(): AsyncGenerator<any> { for (let i = 5; ; i++) yield i; }
}
