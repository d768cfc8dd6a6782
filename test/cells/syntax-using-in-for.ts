// `using` in the head of a loop.
class Lamp { constructor(readonly n: number, readonly out: string[]) {} [Symbol.dispose]() { this.out.push(`off ${this.n}`); } }
// %%
const answer = () => { const out: string[] = []; for (using lamp of [new Lamp(1, out), new Lamp(2, out)]) out.push(`on ${lamp.n}`); return out; };
// expect: ["on 1", "off 1", "on 2", "off 2"]
