import { kitCommand, kitCommandAsItIs } from "./commands/kit-command.mjs";

/**
 * A command of the project, `npm run NAME`.
 *
 * @typedef {object} Command
 * @property {(args: readonly string[], tools: CommandTools) => Promise<number>} main gives the exit code
 * @property {import("../common/command-line.mjs").CommandLine} [line] the options, for `--help` before anything is
 *   installed; without it the program itself is asked
 *
 * @typedef {{ places: import("./setup/places.mjs").Places, report: import("./setup/report.mjs").Report }} CommandTools
 *
 * @typedef {object} Entry
 * @property {string} summary a sentence for the list
 * @property {() => Promise<Command>} load
 */

/**
 * Every command, in the order of the list: for learners, for instructors, for authors, for developers.
 *
 * @type {Record<string, Entry>}
 */
export const commands = {
  lab: { summary: "open the lab in JupyterLab", load: () => import("./commands/lab.mjs") },
  doctor: {
    summary: "say what is right and wrong on this machine",
    load: () => import("./commands/doctor.mjs"),
  },
  check: {
    summary: "check the answers in a notebook",
    load: async () => kitCommand("kit/dist/cli/check.js"),
  },
  progress: {
    summary: "say what your checks have verified, and what is next",
    load: async () => kitCommand("kit/dist/cli/progress.js"),
  },
  bench: {
    summary: "measure every way to run a swarm, and say who won",
    load: async () => kitCommand("kit/dist/cli/bench.js"),
  },
  cost: {
    summary: "turn your benchmark into containers, core-hours and money",
    load: async () => kitCommand("kit/dist/cli/cost.js"),
  },
  research: {
    summary: "answer a question from a folder of texts, with checked citations",
    load: async () => kitCommand("kit/dist/cli/research.js"),
  },
  model: {
    summary: "say which language model answers, and install one",
    load: async () => kitCommand("kit/dist/cli/model.js"),
  },
  sentinel: {
    summary: "watch services with a swarm of agents that explains what goes wrong",
    load: async () => kitCommand("kit/dist/cli/sentinel.js"),
  },
  worker: {
    summary: "run agents that programs on this or other machines send",
    load: async () => kitCommand("kit/dist/cli/worker.js"),
  },
  "coteach-eval": {
    summary: "play learners against a language model as the co-teacher, and count what it gives away",
    load: async () => kitCommand("kit/dist/cli/coteach-eval.js"),
  },
  grade: {
    summary: "grade a class: every notebook, a gradebook, feedback",
    load: async () => kitCommand("kit/dist/cli/grade.js"),
  },
  release: {
    summary: "make the learners' copy of the course, without solutions",
    load: async () => kitCommand("kit/dist/cli/release.js"),
  },
  "new-lesson": {
    summary: "write the files that a new lesson begins with",
    load: async () => kitCommand("kit/dist/cli/new-lesson.js"),
  },
  "new-course": {
    summary: "write a small course of your own on the same kit",
    load: async () => kitCommand("kit/dist/cli/new-course.js"),
  },
  notebooks: {
    summary: "build the notebooks from solutions/",
    load: async () => kitCommand("kit/dist/cli/notebooks.js"),
  },
  "author-check": {
    summary: "hold the lessons to the author's contract",
    load: async () => kitCommand("kit/dist/cli/author-check.js"),
  },
  dev: {
    summary: "watch a lesson or some tests, and judge them again at every save",
    load: async () => kitCommandAsItIs("kit/dist/cli/dev.js"),
  },
  "watch-agents": {
    summary: "watch a folder with four agents that run tests and find dead exports at every save",
    load: async () => kitCommandAsItIs("kit/dist/cli/watch-agents.js"),
  },
  test: { summary: "test the project", load: () => import("./commands/test.mjs") },
  "test:full": {
    summary: "test the project, the long tests too",
    load: () => import("./commands/test-full.mjs"),
  },
  lint: {
    summary: "look for what the linters find: format, spelling, the house",
    load: () => import("./commands/lint.mjs"),
  },
  "bench:labs": {
    summary: "measure what labs' own machinery costs",
    load: async () => kitCommand("test/bench/labs.ts"),
  },
  "bench:grading": {
    summary: "measure how fast a class is graded",
    load: async () => kitCommand("test/bench/grading.ts"),
  },
};

/**
 * The list of commands, with a sentence each.
 *
 * @param {readonly string[]} scripts the npm scripts of this copy: learners have fewer than the course's authors
 */
export function commandList(scripts) {
  const present = Object.entries(commands).filter(([name]) => scripts.includes(name));
  const width = Math.max(...present.map(([name]) => name.length));
  const lines = present.map(([name, { summary }]) => `  npm run ${name.padEnd(width)}  ${summary}`);
  return `${lines.join("\n")}\n\nOptions follow two dashes: npm run lab -- --help`;
}
