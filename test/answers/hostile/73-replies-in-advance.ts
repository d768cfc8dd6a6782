// attack: writes replies with the numbers that the next requests could have
// points: 0
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const { writeSync } = (process as any).getBuiltinModule("fs");
  for (const descriptor of [1, 3]) {
    for (let id = 1; id < 60; id++) {
      const body = Buffer.from(JSON.stringify({ id, value: 2 * n }));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(body.length, 0);
      try {
        writeSync(descriptor, Buffer.concat([length, body]));
      } catch {}
    }
  }
  return 0;
}
