/**
 * Drops what agents print. Returns the function that ends this. A spy would not do, because it keeps the arguments of every
 * call: in five minutes of faults that is more memory than a leak would be.
 */
export function mute(): () => void {
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  for (const { stream } of streams) stream.write = drop;
  return () => {
    for (const { stream, write } of streams) stream.write = write;
  };
}

/** A `write` of a stream that drops its chunk, and says at once that it is written. */
function drop(_chunk: unknown, ...rest: unknown[]): boolean {
  const written = rest.find((argument) => typeof argument === "function");
  if (written !== undefined) process.nextTick(written as () => void);
  return true;
}
