// A later cell changes an object that a constant holds.
const config = { retries: 1, hosts: ["a"] };
// %%
config.retries = 5;
config.hosts.push("b");
// %%
const answer = () => config;
// expect: { retries: 5, hosts: ["a", "b"] }
