/** One kind of attack on a grader, and the test that shows that it gets nothing. */
export interface AttackKind {
  /** What is tried, inside a function that an exercise asks for where that is possible. */
  readonly tries: string;
  /** What it must get: a part of the sentence that stands for it. */
  readonly gets: string;
  /** A test file, and words of the test in it; or a hostile answer. */
  readonly shown: readonly (readonly [file: string, words: string])[];
}

const told = "test/kit/explore/told-apart.test.ts";
const hostile = "test/kit/checking/hostile/lesson-attacks.test.ts";
const course = "test/kit/checking/hostile/hostile.test.ts";
const notJudged = "test/kit/grading/not-judged.test.ts";
const folders = "test/kit/grading/hostile-folders.ts";
const zips = "test/kit/grading/large-zips.test.ts";
const layouts = "test/kit/grading/layouts.test.ts";
const codec = "test/kit/sandbox/process/codec/codec.test.ts";
const sandbox = "test/kit/sandbox/isolation/sandbox.test.ts";
const covers = "test/kit/sandbox/isolation/covers.test.ts";
const leaks = "test/kit/release/leaks.test.ts";
const reading = "test/kit/checking/submission/submission.test.ts";
const neighbours = "test/kit/grading/neighbours.test.ts";

const answer = (name: string): readonly [string, string] => [`test/answers/hostile/${name}.ts`, "// attack:"];
const lesson = (name: string): readonly [string, string] => [
  `test/answers/hostile/lessons/${name}.ts`,
  "// attack:",
];
const kind = (tries: string, gets: string, ...shown: AttackKind["shown"]): AttackKind => ({
  tries,
  gets,
  shown,
});

/** Points for work that was not done. */
const points: readonly AttackKind[] = [
  kind("a bench of one's own returns what the check wants", "no point", [
    hostile,
    "gets nothing for a bench of its own",
  ]),
  kind("a bench is set anew while it runs", "no point", [hostile, "a bench that is set anew while it runs"]),
  kind("the verdict of a search is rewritten on its way out, at the top level", "no point", [
    hostile,
    "with verdicts of its own at the top level",
  ]),
  kind("the verdict of a search is rewritten inside the function", "no point", [
    hostile,
    "with verdicts of its own inside the function",
  ]),
  kind("everything counts as frozen", "an error: the language is locked", [hostile, "isFrozen = () => true"]),
  kind("buffers that replies pass through are replaced", "no point", [
    hostile,
    "cannot change what its replies pass through",
  ]),
  kind("results of threads are written down: 00.2", "no point", lesson("00.2-invented-results")),
  kind("results of threads are written down: 02.4", "no point", lesson("02.4-invented-results")),
  kind(
    "threads idle beside results that are written down",
    "no point",
    lesson("00.2-idle-threads"),
    lesson("02.4-idle-threads"),
  ),
  kind("an exchange between threads is invented", "no point", lesson("05.2-invented-crossing")),
  kind("an ordinary list stands for shared memory", "no point", lesson("05.4-ordinary-list")),
  kind("a table of the scenes that are explored", "the search finds it", lesson("04.2-table-of-scenes")),
  kind("a ring that behaves in the rule of a check", "no code of it runs there", lesson("05.4-told-rule")),
  kind("the bench of a lock is forged", "no point", lesson("04.3-forged-bench")),
  kind("another program for the explorer, told by a stack", "nothing counts", [told, "reads a stack"]),
  kind("another program for the explorer, told by a function's text", "nothing counts", [
    told,
    "reads its own text",
  ]),
  kind("another program for the explorer, told by what it refuses", "nothing counts", [
    told,
    "catches a refusal",
  ]),
  kind("another program for the explorer, told by a name that a check lends", "nothing counts", [
    "test/kit/explore/reachable-code.test.ts",
    "asks for a name that the check lends",
  ]),
  kind("a result that changes memory while a rule looks at it", "no point", [
    told,
    "gives an object with a toString",
  ]),
  kind("the agents are ignored", "no point", lesson("02.3-ignores-the-agents")),
  kind("the plan is ignored", "no point", lesson("06.3-ignores-the-plan")),
  kind("a table of the questions ever asked", "no point", lesson("00.1-table"), lesson("01.2-table")),
  kind("an empty list, of which every check holds", "no point", lesson("07.2-never-works")),
  kind(
    "what is weighed is not what is handed over",
    "half of the points",
    lesson("10.4-hides-from-the-scale"),
  ),
  kind("nothing, where there is much of it", "half of the points", lesson("10.4-empty-when-large")),
  kind("an error that names everybody", "no point", lesson("02.2-names-everybody")),
  kind("a forbidden name, put together from two", "it is not there", [hostile, "a name put together"]),
  kind("a forbidden name, with an escape in it", "it is not there", [hostile, "an escape in the name"]),
  kind("a forbidden name, by its place in the lab", "it is not there", [hostile, "its place in the list"]),
  kind("a forbidden name by import()", "it is not there", [hostile, '"import()"']),
  kind("a forbidden name by a require of one's own", "it is not there", [hostile, "a require of its own"]),
  kind("a forbidden name by a file of the lab", "it is not there", [hostile, "a part of the lab as a file"]),
  kind("a forbidden name by eval in a helper cell", "it is not there", [hostile, "by eval in a helper cell"]),
  kind("a forbidden name by a helper cell", "it is not there", [hostile, "by a helper cell"]),
  kind("a forbidden class as the parent of another", "its members throw", [
    hostile,
    "of a parent class of the lab",
  ]),
  kind("the text of a forbidden name, read and evaluated", "it is empty", [hostile, "read and evaluated"]),
  kind("a thread that requires a forbidden name ahead", "it is empty", [
    hostile,
    "requires it before its first line",
  ]),
  kind("a forbidden class by a handle that the lab revives", "it throws", [covers, "byRevive"]),
  kind("what a forbidden class is made of", "it is empty", [covers, "byLockWord"]),
  kind(
    "matchers, prototypes and getters that lie to the check",
    "no point",
    answer("04-forged-matcher"),
    answer("08-lying-getters"),
    answer("09-proxies"),
  ),
  kind(
    "replies of one's own in the channel",
    "no point",
    answer("17-forged-replies"),
    answer("73-replies-in-advance"),
  ),
  kind(
    "requests are taken off the channel and answered in the bench's place",
    "no point",
    lesson("05.3-takes-the-channel"),
    lesson("05.3-lists-the-sockets"),
  ),
  kind("a request or a reply is invented, changed or sent twice", "the process ends", [
    "test/kit/sandbox/process/channel-key.test.ts",
    "has written on the judge's own channel",
  ]),
  kind("hooks get the promises of a bench", "no point", lesson("05.3-hooks-promises")),
  kind("the next check's answer is compiled into another one", "it is not", [
    "test/kit/sandbox/process/closed-insides.test.ts",
    "does not change what the next one compiles",
  ]),
];

/** What is secret. */
const secrets: readonly AttackKind[] = [
  kind("an exercise that is answered by the course's own solution", "no point", [
    notJudged,
    "gets no reference and no points",
  ]),
  kind("the course's solutions are printed", "they are not there", [
    notJudged,
    "in no file of the gradebook, whatever an answer prints",
  ]),
  kind("what a hidden check asked is told by the next exercise", "learners read nothing of it", [
    notJudged,
    "what a hidden check asked is in no file that a learner gets",
  ]),
  kind("something is left for the next exercise's process", "a fresh process", [
    notJudged,
    "no exercise finds in its process what another one left there",
  ]),
  kind(
    "hidden checks and solutions are read from the disk",
    "they are not there",
    answer("23-reads-hidden-checks"),
    answer("24-reads-solutions"),
  ),
  kind("a planted copy of a solution, disguised", "the release is refused", [leaks, "as it stands"]),
  kind("explanations in the learners' copy", "sealed", [
    "test/kit/release/release.test.ts",
    "has every explanation sealed",
  ]),
];

/** Other people. */
const others: readonly AttackKind[] = [
  kind("a metadata file of one's own takes another's grade", "it says nothing", [
    layouts,
    "nothing inside a student's folder speaks for another student",
  ]),
  kind("handing in for another by a file name", "it says nothing", [
    layouts,
    "a file name that a student chose speaks for nobody else",
  ]),
  kind("a time of one's own", "it says nothing", [
    layouts,
    "a time that one student has written says nothing",
  ]),
  kind("one notebook of a lesson that was not asked for", "0 for nobody", [
    "test/kit/grading/platforms.test.ts",
    "missing work counts 0 only in lessons that were asked for",
  ]),
  kind("names that are formulas twice", "two students", [
    "test/kit/grading/gradebook/csv.test.ts",
    "two names that are formulas",
  ]),
  kind("names and pages with markup", "inert", [
    "test/kit/grading/gradebook/pages.test.ts",
    "runs nothing of a learner's",
  ]),
  kind(
    "odd names in zips",
    "refused by name",
    [folders, "a zip with an absolute path"],
    [folders, "a zip with the paths of Windows"],
  ),
  kind("links to a neighbour's work", "not followed", [folders, "a symbolic link to another student's work"]),
  kind("a neighbour's files", "not there", answer("25-reads-a-neighbour")),
];

/** The machine. */
const machine: readonly AttackKind[] = [
  kind(
    "files, network, processes of the machine",
    "not there",
    [sandbox, "see the lab and nothing of this machine"],
    answer("33-network"),
    answer("31-kills-the-grader"),
  ),
  kind("native code and its system calls", "refused", answer("36-native-addon"), [
    "test/kit/sandbox/isolation/seccomp-filter.test.ts",
    "lets no namespace be made",
  ]),
  kind("memory of the kernel by sockets to itself", "no such sockets", [
    "test/kit/sandbox/isolation/seccomp-filter.test.ts",
    "allows netlink's sockets and no others",
  ]),
  kind("empty files without end", "ended", [sandbox, "cannot fill the kernel's memory with empty files"]),
  kind(
    "memory, shared memory, buffers",
    "ended",
    answer("40-heap-bomb"),
    answer("42-shared-memory-bomb"),
    answer("41-buffer-bomb"),
  ),
  kind("a zip that unpacks to gigabytes", "counted before it is unpacked", [
    zips,
    "counted before any is unpacked",
  ]),
  kind("large zips in memory", "read from a copy", [zips, "a zip in a platform's zip is read from a copy"]),
  kind("a notebook of twenty million lists", "its own row", [folders, "a notebook of 20 million brackets"]),
  kind("one cell of many megabytes for all exercises", "the beginning is kept", [
    "test/kit/checking/shown-beginning.test.ts",
    "of a very long one the beginning",
  ]),
  kind("a forged message of a million methods", "refused", [codec, '"methods"']),
  kind("a forged message of a million functions", "refused", [codec, '"functions"']),
  kind("a message that comes in pieces", "one message", [
    "test/kit/sandbox/process/frames.test.ts",
    "however the bytes are cut",
  ]),
  kind("the lab's doors", "shut", [
    "test/kit/lab/server.test.ts",
    "the token stands only in a file that no other user may read",
  ]),
];

/** The class's time. */
const time: readonly AttackKind[] = [
  kind("a text on which a check's pattern takes very long", "its check alone", [
    "test/kit/checking/engine/blocked-check.test.ts",
    "ended from outside",
  ]),
  kind("a notebook that is slow to be found no JSON", "one sentence", [
    reading,
    "a million quotes that never end",
  ]),
  kind("a cell of a million exercise lines", "one sentence", [
    reading,
    "one cell that holds two million answers",
  ]),
  kind("very many definitions that need each other", "one sentence", [
    "test/kit/checking/assembly/many-definitions.test.ts",
    "that need each other in a ring",
  ]),
  kind("types that keep the compiler busy", "a budget of its own", [
    "test/kit/checking/assembly/compile-budget.test.ts",
    "no neighbour waits for them",
  ]),
  kind("a result of very many errors", "no stack for each", [codec, "made without the places of this side"]),
  kind("a result with very many fields", "no point", answer("56-huge-values"), answer("57-unfolding-value")),
  kind("threads that spin", "ended", answer("39-worker-bomb")),
  kind("answers that never end", "ended", answer("48-loop-in-the-answer"), [
    neighbours,
    "beside answers that never end",
  ]),
  kind("a process that reads is killed, again and again", "its own row", [
    "test/kit/grading/lost-worker.test.ts",
    "again and again by the same notebook",
  ]),
  kind("the grader is killed and goes on", "the same bytes", [
    "test/kit/grading/resume.test.ts",
    "ends with the same bytes as an undisturbed run",
  ]),
];

/** The last word. */
const lastWord: readonly AttackKind[] = [
  kind(
    "a value on which the check itself errs",
    "the answer's fault",
    lesson("00.2-unreadable"),
    lesson("01.4-unreadable"),
    lesson("02.4-unreadable"),
  ),
  kind(
    "the same in 03 and 06",
    "the answer's fault",
    lesson("03.3-unreadable"),
    lesson("03.4-unreadable"),
    lesson("06.4-unreadable"),
  ),
  kind("an error that looks like the check's own", "no point", answer("16-forged-assertion-error")),
  kind("files of the course are changed", "nothing changed", [course, "no file of the course changed"]),
];

/** Every kind of attack that a hostile student has tried, by what it wants. */
export const attackKinds: Readonly<Record<string, readonly AttackKind[]>> = {
  "points without the work": points,
  "what is secret": secrets,
  "other people's work, name or mark": others,
  "the machine": machine,
  "the class's time": time,
  "the last word": lastWord,
};
