import { kitCommand } from "./commands/kit-command.mjs";

/**
 * A command of the project, `npm run NAME`.
 *
 * @typedef {object} Command
 * @property {(args: readonly string[], tools: CommandTools) => Promise<number>} main gives the exit code
 * @property {string} [help] what `--help` prints, before anything is installed; without it the program itself is asked
 *
 * @typedef {{ places: import("./setup/places.mjs").Places, report: import("./setup/report.mjs").Report }} CommandTools
 */

/**
 * Every command: a sentence for the list, and how to get it.
 *
 * @type {Record<string, { summary: string, load: () => Promise<Command> }>}
 */
export const commands = {
  lab: { summary: "open the lab in JupyterLab", load: () => import("./commands/lab.mjs") },
  doctor: {
    summary: "say what is right and wrong on this machine",
    load: () => import("./commands/doctor.mjs"),
  },
  check: {
    summary: "check the answers in a notebook",
    load: async () => kitCommand("kit/dist/grading/cli/check.js"),
  },
  notebooks: {
    summary: "build the notebooks from solutions/",
    load: async () => kitCommand("kit/dist/lesson/cli/notebooks.js"),
  },
  bench: {
    summary: "measure every way to run a swarm, and say who won",
    load: async () => kitCommand("labs/dist/bench/cli/bench.js"),
  },
  "bench:labs": {
    summary: "measure what labs' own machinery costs",
    load: async () => kitCommand("test/bench/labs.ts"),
  },
  test: { summary: "test the project", load: () => import("./commands/test.mjs") },
};

export function commandList() {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  npm run ${name.padEnd(width)}  ${summary}`,
  );
  return `${lines.join("\n")}\n\nOptions follow two dashes: npm run lab -- --help`;
}
