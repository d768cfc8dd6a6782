// An object that refers to itself, and two constants that are one object.
interface Ring { name: string; next?: Ring }
const ring: Ring = { name: "r" };
ring.next = ring;
const alias2 = ring;
// %%
const answer = () => [ring.next === ring, alias2 === ring];
// expect: [true, true]
