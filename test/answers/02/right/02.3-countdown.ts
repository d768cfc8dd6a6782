// exercise 02.3 · A coordinator of your own
// Counts down and writes to each agent's place.
function coordinate<R>(agents: readonly (() => Promise<R>)[]): Promise<any> {
  return new Promise((done) => {
    const t = performance.now();
    const outcomes: any[] = new Array(agents.length);
    let missing = agents.length;
    const finish = () => {
      if (missing === 0) done({ outcomes, totalSeconds: (performance.now() - t) / 1000 });
    };
    finish();
    agents.forEach((a, i) => {
      a()
        .then(
          (result) => {
            outcomes[i] = { success: true, result, error: null };
          },
          (e) => {
            outcomes[i] = { success: false, result: null, error: String(e) };
          },
        )
        .then(() => {
          missing -= 1;
          finish();
        });
    });
  });
}
