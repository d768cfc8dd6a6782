/**
 * Shows the user what is being done and for how long. It writes to stderr, so that a command's own output, such as
 * JSON, stays clean.
 *
 * @typedef {object} Report
 * @property {(line: string) => void} say
 * @property {<T>(title: string, work: () => Promise<T>) => Promise<T>} step shows the title, the seconds that pass
 *   and, at the end, the seconds it took
 */

/** A terminal's line is rewritten this often; a log gets a line this often. */
const REDRAW_INTERVAL_MS = 200;
const LOG_INTERVAL_MS = 15_000;

/**
 * @param {NodeJS.WritableStream & { isTTY?: boolean | undefined, columns?: number | undefined }} [stream]
 * @returns {Report}
 */
export function createReport(stream = process.stderr) {
  const say = (/** @type {string} */ line) => void stream.write(`${line}\n`);
  return {
    say,
    async step(title, work) {
      const started = Date.now();
      const seconds = () => ((Date.now() - started) / 1000).toFixed(1);
      const show = stream.isTTY
        ? () => void stream.write(`\r\x1b[K  … ${title}: ${seconds()} s`.slice(0, (stream.columns ?? 80) + 3))
        : () => say(`  … ${title}: ${seconds()} s`);
      const endLine = (/** @type {string} */ mark) => {
        clearInterval(timer);
        say(`${stream.isTTY ? "\r\x1b[K" : ""}  ${mark} ${title} (${seconds()} s)`);
      };
      const timer = setInterval(show, stream.isTTY ? REDRAW_INTERVAL_MS : LOG_INTERVAL_MS);
      if (stream.isTTY) show();
      else say(`  … ${title}`);
      try {
        const result = await work();
        endLine("✓");
        return result;
      } catch (error) {
        endLine("✗");
        throw error;
      }
    },
  };
}
