// Destructuring in the heads of loops.
const inventory = new Map([["nail", { count: 3 }], ["screw", { count: 4 }]]);
// %%
const totals: string[] = [];
for (const [name, { count }] of inventory) totals.push(`${name} ${count}`);
// %%
const answer = () => totals;
// expect: ["nail 3", "screw 4"]
