import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Corpus,
  type Report,
  type ResearchOptions,
  readCorpus,
  runResearch,
} from "../../../labs/research/index.ts";
import { type OpenSwarm, openSwarm } from "../../../labs/swarm/index.ts";
import {
  CarelessWriter,
  DreamingWriter,
  DyingCritic,
  DyingResearcher,
  FailingReader,
  FailingResearcher,
  IdleLead,
  StubbornWriter,
} from "./support/agents.ts";
import { folderWith, SMALL_CORPUS } from "./support/folder.ts";

const QUESTION = "How do I avoid a deadlock of threads?";

let swarm: OpenSwarm;
beforeAll(async () => {
  swarm = await openSwarm({ concurrency: 2, announce: false });
});
afterAll(() => swarm.close());

function ask(options: Partial<ResearchOptions> = {}): Promise<Report> {
  const workers = options.executor === undefined ? { swarm } : {};
  return runResearch({ question: QUESTION, corpus: folderWith(SMALL_CORPUS), ...workers, ...options });
}

const statements = ({ sections }: Report) =>
  sections.flatMap(({ statements }) => statements.map(({ text }) => text));
const error = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

test("the report quotes the sentences that answer, each with its file, line and paragraph", async () => {
  const report = await ask();
  expect(statements(report)[0]).toBe(
    "You avoid a deadlock when every thread takes its locks in the same order.",
  );
  expect(report.citations[0]).toMatchObject({
    number: 1,
    path: "locks/README.md",
    paragraph: 2,
    line: 7,
    title: "Deadlock",
    quote: "You avoid a deadlock when every thread takes its locks\nin the same order.",
  });
  expect(report.figures).toMatchObject({ files: 4, rounds: 1 });
  expect(report.notes).toEqual([]);
});

test("an example that parses stands with its source", async () => {
  const { example, citations } = await ask();
  expect(example?.code).toContain("mutex.lock()");
  expect(citations.find(({ number }) => number === example?.citation)?.path).toBe("locks/README.md");
});

test("the text of a report is Markdown with its sources", async () => {
  const text = String(await ask());
  expect(text).toContain(`# ${QUESTION}\n`);
  expect(text).toMatch(/- \*Deadlock\*: You avoid a deadlock .* \[1\]/);
  expect(text).toMatch(/\[1\] .*\/locks\/README\.md:7, paragraph 2 · Deadlock/);
});

test("a title keeps its types and loses its HTML", async () => {
  const corpus = folderWith({
    "a.ts": "/** You avoid a deadlock of threads with one order. */\nfunction order(): Promise<number> {\n",
    "b.md": '# Help <img src="a.png" alt="">\n\nA deadlock of threads is hard to avoid in the end.\n',
  });
  const text = String(await ask({ corpus }));
  expect(text).toContain("*function order(): Promise<number>*: You avoid");
  expect(text).toContain("*Help*: A deadlock");
});

test("what a terminal would obey is not printed", async () => {
  const corpus = folderWith({
    "a.md": "# Red \u001b[31m\n\nYou avoid a deadlock of threads \u001b[2J with one order of locks.",
  });
  const report = await ask({ corpus });
  expect(statements(report)[0]).toContain("\u001b[2J");
  expect(String(report)).toContain("deadlock of threads \u{fffd}[2J with");
  expect(String(report)).not.toContain("\u001b");
});

test("three workers, thirty workers and the event loop write the same report", async () => {
  const corpus = folderWith(SMALL_CORPUS);
  const [three, thirty, loop] = await Promise.all([
    ask({ corpus, workers: 3 }),
    ask({ corpus, workers: 30 }),
    ask({ corpus, executor: "event-loop" }),
  ]);
  for (const { sections, citations, example } of [thirty, loop]) {
    expect({ sections, citations, example }).toEqual({
      sections: three.sections,
      citations: three.citations,
      example: three.example,
    });
  }
});

test("a corpus that was read once answers several questions as if it were read for each", async () => {
  const folder = folderWith(SMALL_CORPUS);
  const corpus = await readCorpus(folder, { swarm });
  expect(corpus).toMatchObject({ name: folder, files: 4, notes: [], leftOut: [] });
  for (const question of [QUESTION, "What makes a fast sender wait?"]) {
    const [once, anew] = await Promise.all([ask({ corpus, question }), ask({ corpus: folder, question })]);
    expect(once.citations).toEqual(anew.citations);
    expect(once.citations.length).toBeGreaterThan(0);
  }
});

test("a question with several parts gets a section for each", async () => {
  const { sections } = await ask({
    question: "What is a deadlock and how does a channel make a sender wait?",
  });
  expect(sections.slice(0, 2).map(({ title }) => title)).toEqual([
    "What is a deadlock",
    "How does a channel make a sender wait?",
  ]);
});

test("words that the corpus does not have are named", async () => {
  const { notes } = await ask({ question: "Does a zebra avoid a deadlock?" });
  expect(notes).toContainEqual(expect.stringContaining("has no paragraph with “zebra”"));
});

test("two words of the question may be one in the corpus", async () => {
  const { sections } = await ask({ question: "What is a dead lock?" });
  expect(sections[0]?.statements[0]?.text).toContain("deadlock");
});

test("every step tells its progress", async () => {
  const steps = new Set<string>();
  await ask({ onProgress: ({ step, done, total }) => done === total && steps.add(step) });
  expect([...steps]).toEqual(["read", "plan", "research", "code", "write", "check"]);
});

describe("a critic", () => {
  test("sends a wrong quotation back, and the next draft holds", async () => {
    const report = await ask({ roles: { Writer: CarelessWriter } });
    expect(report.figures.rounds).toBe(2);
    expect(report.notes).toEqual([]);
    expect(report.citations.every(({ quote }) => !quote.endsWith("?"))).toBe(true);
  });

  test("strikes out what does not hold after the last round, and a note says so", async () => {
    const [good, report] = await Promise.all([ask(), ask({ roles: { Writer: StubbornWriter }, rounds: 2 })]);
    expect(report.figures.rounds).toBe(2);
    expect(report.citations.length).toBe(good.citations.length - 1);
    expect(report.citations.map(({ number }) => number)).toEqual(report.citations.map((_, i) => i + 1));
    expect(report.notes).toEqual([
      expect.stringMatching(
        /^The critic struck out a citation after 2 rounds: paragraph 2 of locks\/README\.md does not say/,
      ),
    ]);
  });

  test("strikes out a sentence that is not its quotation, and one without a source", async () => {
    const report = await ask({ roles: { Writer: DreamingWriter }, rounds: 1 });
    expect(statements(report).filter((text) => /dream|keys/.test(text))).toEqual([]);
    expect(report.notes).toEqual([
      "The critic struck out a citation after 1 round: the report cites [99], and there is no such source.",
      "The critic struck out a citation after 1 round: the report says “Locks dream.”, which is not the quotation from locks/README.md.",
    ]);
  });

  test("that dies has confirmed nothing: its citations are struck out", async () => {
    const question = "How do I avoid a deadlock and how does a channel make a sender wait?";
    const report = await ask({ question, roles: { Critic: DyingCritic }, rounds: 1 });
    expect(report.citations.some(({ path }) => path.includes("locks"))).toBe(false);
    expect(report.citations.some(({ path }) => path.includes("channels"))).toBe(true);
    expect(report.notes.join()).toContain("was not checked, because its critic");
  });

  test("finds a file that has changed since it was read", async () => {
    const corpus = folderWith(SMALL_CORPUS);
    const report = await ask({
      corpus,
      question: "How do I avoid a deadlock and how does a channel make a sender wait?",
      onProgress: ({ step }) => {
        if (step === "write") writeFileSync(join(corpus, "locks/README.md"), "All is new here.\n");
      },
    });
    expect(report.citations.map(({ path }) => path)).not.toContain("locks/README.md");
    expect(report.citations.length).toBeGreaterThan(0);
  });
});

describe("an agent that fails", () => {
  test("as one researcher of several leaves the others' passages, and a note", async () => {
    const report = await ask({
      roles: { Researcher: DyingResearcher },
      workers: 3,
      question: "How do I avoid a deadlock and how does a channel make a sender wait?",
    });
    expect(report.notes).toEqual([
      expect.stringMatching(/^A part of the corpus was not read for “.*”, because researcher 1 /),
    ]);
    expect(report.citations.length).toBeGreaterThan(0);
  });

  test("as every researcher ends the research with its reason", async () => {
    const failing = ask({ roles: { Researcher: FailingResearcher } });
    await expect(failing).rejects.toEqual(
      error("STEP_FAILED", 'The step "research" has failed: FailingResearcher 1 has no eyes.'),
    );
  });

  test("as a reader costs its share, and a note says which", async () => {
    const files = Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`gone/${i}.md`, "gone"]));
    const report = await ask({
      corpus: folderWith({ ...files, "here.md": "You avoid a deadlock of threads with one order of locks." }),
      roles: { Reader: FailingReader },
    });
    expect(report.notes).toEqual([
      "256 files from gone/0.md on were not read, because their reader lost its glasses.",
    ]);
    expect(report.figures.files).toBe(1);
  });

  test("as a lead that plans nothing ends the research in a sentence", async () => {
    await expect(ask({ roles: { Planner: IdleLead } })).rejects.toEqual(
      error("NOTHING_PLANNED", "The lead has planned nothing"),
    );
  });
});

describe("bad input", () => {
  test("a question of words that the corpus does not have is refused by name", async () => {
    await expect(ask({ question: "Zebras?" })).rejects.toEqual(
      error("NOTHING_PLANNED", "no paragraph with “Zebras”"),
    );
    await expect(ask({ question: "What is it?" })).rejects.toEqual(
      error("NOTHING_PLANNED", "Ask with words"),
    );
  });

  test("an empty corpus is refused", async () => {
    await expect(ask({ corpus: folderWith({}) })).rejects.toEqual(
      error("EMPTY_CORPUS", "no text, licence or source"),
    );
    await expect(ask({ corpus: folderWith({ "a.md": "---\n" }) })).rejects.toEqual(
      error("EMPTY_CORPUS", "no paragraph"),
    );
    await expect(ask({ corpus: "/no/such" })).rejects.toEqual(
      error("NO_CORPUS", "There is no folder /no/such"),
    );
  });

  test("binary files, other encodings and files that are too large are named, and the rest is read", async () => {
    const corpus = folderWith({
      ...SMALL_CORPUS,
      "binary.md": Uint8Array.from([0, 1, 2, 3]),
      "latin.md": Uint8Array.from([
        ...Buffer.from("The deadlock of "),
        0xe4,
        0x20,
        ...Buffer.from("threads is avoided here.\n"),
      ]),
      "large.md": "large ".repeat(1000),
    });
    const { notes, figures } = await ask({ corpus, limits: { fileBytes: 2000 } });
    expect(notes).toEqual([
      "1 file is not UTF-8: latin.md, read as windows-1252.",
      "1 file or folder is larger than one file may be: large.md.",
      "1 file or folder is binary in spite of the name: binary.md.",
    ]);
    expect(figures.files).toBe(5);
  });

  test("a name with a line break, a file of one huge line and a folder named like a text do no harm", async () => {
    const corpus = folderWith({
      ...SMALL_CORPUS,
      "a\nb.md": "You avoid a deadlock of threads in a strange place with luck.",
      "long.txt": `deadlock ${"x".repeat(900_000)}`,
    });
    mkdirSync(join(corpus, "folder.md"));
    const { citations } = await ask({ corpus });
    expect(citations.map(({ path }) => path)).toContain("a\nb.md");
  });

  test.each([
    [{ question: " " }, "The question must be a text"],
    [{ question: "lock ".repeat(401) }, "The question must have at most 2000 characters, but has 2005"],
    [{ workers: 0 }, "workers must be a whole number from 1 to 1000, but is 0"],
    [{ rounds: 1.5 }, "rounds must be a whole number"],
    [{ limits: { files: 0 } }, "limits.files must be a whole number"],
    [{ executor: "child-processes" as never }, "which can share the index"],
    [{ swarm: { executor: "child-processes" } as OpenSwarm }, "which can share the index"],
  ])("%o is refused", async (options, message) => {
    await expect(ask(options)).rejects.toEqual(error("INVALID_ARGUMENT", message));
  });

  test("a signal stops the research", async () => {
    await expect(ask({ signal: AbortSignal.abort() })).rejects.toEqual(
      error("STOPPED", 'at the step "read"'),
    );
  });
});

describe("over a real corpus", { timeout: 300_000 }, () => {
  const corpus = join(import.meta.dirname, "../../../node_modules");
  const questions = ["How do I stop a worker thread?", "How do I cancel a running task in piscina?"];

  let everything: Promise<Corpus>;
  beforeAll(() => {
    everything = readCorpus(corpus, { swarm });
    return everything.then(() => {});
  }, 300_000);

  test.each(questions)("every citation of “%s” is verbatim in its file, at its line", async (question) => {
    const report = await runResearch({ question, corpus: await everything, workers: 30, swarm });
    expect(report.figures.paragraphs).toBeGreaterThan(20_000);
    expect(report.citations.length).toBeGreaterThan(3);
    for (const { path, quote, line } of report.citations) {
      const text = readFileSync(join(corpus, path), "utf8");
      expect(text).toContain(quote);
      expect(
        text.indexOf(
          quote,
          text
            .split("\n")
            .slice(0, line - 1)
            .join("\n").length,
        ),
      ).toBeGreaterThanOrEqual(0);
    }
    for (const { text, citation } of report.sections.flatMap(({ statements }) => statements)) {
      const quote = report.citations[citation - 1]?.quote ?? "";
      expect(text.replaceAll(/\s|\*/g, "")).toBe(quote.replaceAll(/\s|\*/g, ""));
    }
  });
});
