// A `let` by destructuring, assigned later.
let { x: posX, y: posY = 5 } = { x: 1 } as { x: number; y?: number };
const position = () => [posX, posY];
// %%
posX = 10; posY += 1;
// %%
const answer = () => position();
// expect: [10, 6]
