// Two declarations of an interface in one cell are one.
interface Settings { host: string }
interface Settings { port: number }
// %%
const url = ({ host, port }: Settings) => `${host}:${port}`;
// %%
const answer = () => url({ host: "localhost", port: 80 });
// expect: "localhost:80"
