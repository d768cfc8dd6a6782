// attack: takes the runner's own socket and answers in its place
// points: 0
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const sockets = (process as any)._getActiveHandles().filter((handle: any) => handle.constructor.name === "Socket");
  for (const socket of sockets) {
    const write = socket.write.bind(socket);
    socket.write = (bytes: any, ...rest: any[]) => write(Buffer.concat([Buffer.from([2, 0, 0, 0]), Buffer.from("{}"), bytes]), ...rest);
  }
  return 0;
}
