// exercise 11.1 · How often?
// Writes the rows as pairs.
const predicted: [string, number][] = [
  ["beforeWork", 0],
  ["afterWork", 2],
  ["started", 15],
  ["kept", 12],
  ["onTheLoop", 2],
  ["onAThread", 1],
];
const howOften: Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number | "?"
> = Object.fromEntries(predicted) as Record<
  "beforeWork" | "afterWork" | "started" | "kept" | "onTheLoop" | "onAThread",
  number
>;
