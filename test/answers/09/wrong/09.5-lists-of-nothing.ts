// exercise 09.5 · A lead with a quorum
// Starts all of them, waits for all, and gives lists in which nothing stands.
// fails: answers and missing stand in the order of the assignments, with their reasons
async function lead(assignments: readonly any[], enough: number): Promise<any> {
  const ends = assignments.map(async ({ start }) => start());
  let answered = 0;
  for (const [at, end] of ends.entries())
    end.then(
      () => {
        answered += 1;
        if (answered === enough) for (const [other, { stop }] of assignments.entries()) if (other !== at) stop();
      },
      () => {},
    );
  await Promise.allSettled(ends);
  return { answers: [null], missing: [undefined] };
}
