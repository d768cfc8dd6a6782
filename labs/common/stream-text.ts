/** Something that gives text piece by piece, and a result at the end. */
export interface TextSource<Result> {
  readonly result: Promise<Result>;
  cancel(): void;
}

/**
 * Starts a source at the first step of the loop and yields its text. What came while the loop was busy comes in one piece.
 * Leaving the loop early cancels the source.
 *
 * @param start - is given a function to call with each piece
 * @returns the source's result
 */
export async function* streamText<Result>(
  start: (onText: (text: string) => void) => TextSource<Result>,
): AsyncGenerator<string, Result, void> {
  let ready = "";
  let isOver = false;
  let wake = Promise.withResolvers<void>();
  const source = start((text) => {
    ready += text;
    wake.resolve();
  });
  const result = source.result.finally(() => {
    isOver = true;
    wake.resolve();
  });
  // The last line throws the error; this keeps it from counting as an unhandled rejection.
  result.catch(() => {});
  try {
    while (!isOver || ready !== "") {
      if (ready === "") await wake.promise;
      wake = Promise.withResolvers();
      const text = ready;
      ready = "";
      if (text !== "") yield text;
    }
    return await result;
  } finally {
    source.cancel();
  }
}
