// attack: defines its names with accessors that say something else each time
// points: 0
// %%
// exercise 01.1 · Double a number
let turn = 0;
Object.defineProperty(exports, "double", { get: () => (turn++ % 2 ? () => 42 : undefined), configurable: true, enumerable: true });
const double: any = undefined;
