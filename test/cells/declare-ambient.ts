// `declare` says a type and makes nothing.
declare const notThere: number | undefined;
// %%
const answer = () => typeof notThere;
// expect: "undefined"
