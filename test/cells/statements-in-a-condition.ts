// A condition of a helper cell decides what a constant holds.
const features = new Set<string>();
if (typeof process === "object") { features.add("node"); } else { features.add("browser"); }
// %%
const answer = () => [...features];
// expect: ["node"]
