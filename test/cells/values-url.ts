// A URL made where it is used, and one made before.
const hostOf = (text: string) => new URL(text).host;
// %%
const answer = () => hostOf("http://example.org:8080/a");
// expect: "example.org:8080"
