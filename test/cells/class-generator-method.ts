// Generator methods, sync and async.
class Tree { constructor(readonly value: number, readonly kids: Tree[] = []) {}
  *walk(): Generator<number> { yield this.value; for (const kid of this.kids) yield* kid.walk(); }
  async *slowly() { for (const n of this.walk()) yield await Promise.resolve(n); } }
// %%
const answer = async () => { const t = new Tree(1, [new Tree(2, [new Tree(3)]), new Tree(4)]); const seen: number[] = []; for await (const n of t.slowly()) seen.push(n); return [[...t.walk()], seen.length]; };
// expect: [[1, 2, 3, 4], 4]
