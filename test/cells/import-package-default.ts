// The default export of a package that is a CommonJS module for TypeScript.
import MiniSearch from "minisearch";
// %%
const answer = () => { const index = new MiniSearch({ fields: ["text"] }); index.add({ id: 1, text: "a swarm" }); return index.search("swarm").map(({ id }) => id); };
// expect: [1]
