import { pbkdf2Sync } from "node:crypto";
import { availableParallelism } from "node:os";
import { exercise, type Random, type RemoteSubmission } from "@swarmlab/kit/checks";
import { assert, expect } from "vitest";
import { inWords, listIn, messageIn, numberIn, numbersIn, objectIn, objectsIn, textIn } from "./came.ts";
import { type Draws, drawFrom } from "./drawn.ts";
import { computedOnThreads, counting, onRealThreads, ownSeconds, type Spent } from "./measured.ts";

/** A result as lesson 01 has it. Any of it may be missing, or something else. */
interface Result {
  readonly agentId: unknown;
  readonly agentType: unknown;
  readonly result: unknown;
  readonly duration: unknown;
  readonly success: unknown;
  readonly error: unknown;
  readonly worker: unknown;
  readonly startedAt: unknown;
  readonly endedAt: unknown;
}

const shipped = ["DataAnalyst", "ModelTrainer", "Validator", "Researcher", "CodeAnalyst", "Function", ""];

const resultsIn = (value: unknown, what: string) =>
  objectsIn(value, what, "A result") as readonly unknown[] as readonly Result[];
const nameIn = (value: unknown) => (typeof value === "string" ? value : inWords(value));
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);
/** The factor by which work has to grow for so much of something, and a quarter more of it: by half at least, and no faster than `most` allows. */
const growth = (wanted: number, got: number, most: number) =>
  Math.min(most, Math.max(1.5, (1.25 * wanted) / Math.max(got, Number.EPSILON)));

exercise("12.1", { reread: "Agents of your own on real threads" }, ({ check, hidden }) => {
  async function reportOf(submission: RemoteSubmission, count: number, work: number) {
    const began = performance.now();
    const told = await submission.call("runTeam", count, work);
    const outside = (performance.now() - began) / 1000;
    const report = objectIn(told, "runSystem() gives a report with status, results and totalSeconds. It");
    return { report, results: resultsIn(report.results, "The report's `results`"), outside };
  }
  /** The same, and a thread was seen. For that a team may run again, each time with twice the work: on a fast machine a bare thread is over before it is seen. */
  const threadedReportOf = (submission: RemoteSubmission, count: number, work: number) => {
    let more = 0.5;
    return onRealThreads(submission, "The agents of a team", () => {
      more *= 2;
      return reportOf(submission, count, more * work);
    });
  };
  const typesIn = (results: readonly Result[]) => [
    ...new Set(results.map(({ agentType }) => nameIn(agentType))),
  ];

  check("a team of six gives six results, in the agents' order", async ({ submission, random }) => {
    // Six or more: nobody knows how large the next team is.
    for (const count of [6, random.int(4, 9)]) {
      const { results } = await threadedReportOf(submission, count, 1);
      const message = `One result for each agent, with the ids 0 to ${count - 1}, whoever was done first. The ids`;
      expect(
        results.map(({ agentId }) => agentId),
        message,
      ).toEqual(upTo(count));
      const failed = results.filter(({ success }) => success !== true).map(({ error }) => messageIn(error));
      expect(failed, "Every agent of a whole team succeeds. The failures").toEqual([]);
    }
  });

  check("there are three or more agent types, and one of them is your own", async ({ submission }) => {
    const types = typesIn((await threadedReportOf(submission, 6, 1)).results);
    expect(
      types.length,
      `Different agents do different work. The types are ${types.join(", ")}; their number`,
    ).toBeGreaterThanOrEqual(3);
    const own = types.filter((type) => !shipped.includes(type));
    expect(
      own.length,
      `At least one type is your own class. Of ${types.join(", ")} your own`,
    ).toBeGreaterThan(0);
  });

  check("a team of three has three types already", async ({ submission }) => {
    const types = typesIn((await threadedReportOf(submission, 3, 1)).results);
    const message = `With three or more agents, at least three types are among them. Of three agents the types are ${types.join(", ")}; their number`;
    expect(types.length, message).toBe(3);
  });

  /** The least factor by which twelve agents take longer than four of them: with three types there are twice as many of each, and more. */
  const LEAST_GROWTH = 1.3;

  /** The least processor time of twelve agents that says where it was spent, in seconds. */
  const LEAST_SECONDS = 0.4;
  /** Whether a check has seen that this answer's agents compute on threads: the next one need not count it again. */
  let hasComputedOnThreads = false;

  /**
   * Runs a team with more and more work, until the kernel has counted enough processor time to say where it was spent. Fails when agents do not compute,
   * compute on the main thread or all on one thread, or take no longer the more they are.
   */
  async function assertComputesOnThreads(submission: RemoteSubmission): Promise<void> {
    if (hasComputedOnThreads) return;
    // The answer sees two cores, whatever the machine has.
    await submission.simulateCores(2);
    for (let work = 4, factor = 1; ; work *= factor) {
      const { spent } = await counting(submission, () => reportOf(submission, 12, work));
      if (spent === undefined) return;
      if (spent.all >= LEAST_SECONDS) {
        const told = `With work ${work} twelve agents used ${spent.otherThreads.toFixed(2)} s of processor time on threads, ${spent.busiestThread.toFixed(2)} s of it on one, and the main thread ${spent.mainThread.toFixed(2)} s`;
        const where = spent.mainThread < spent.otherThreads / 2 ? "on threads" : "on the main thread";
        expect(where, `${told}. They compute`).toBe("on threads");
        const share = spent.busiestThread <= 0.85 * spent.otherThreads ? "several" : "one";
        expect(share, `${told}. Threads that computed, on two cores`).toBe("several");
        const few =
          (await counting(submission, () => reportOf(submission, 4, work))).spent?.otherThreads ?? 0;
        const growing = `${told}. Four agents used ${few.toFixed(2)} s on threads. Twelve take`;
        expect(spent.otherThreads > LEAST_GROWTH * few ? "longer" : "no longer", growing).toBe("longer");
        hasComputedOnThreads = true;
        return;
      }
      factor = growth(LEAST_SECONDS, spent.all, 3);
      if (work > 2000)
        assert.fail(
          `Agents compute, with more work for longer. With work ${work} the system counted ${spent.all.toFixed(2)} s of processor time for twelve agents.`,
        );
    }
  }

  check(
    "every agent ran on a worker thread",
    { essential: true, timeout: 120_000 },
    async ({ submission }) => {
      // The answer sees two cores from the first run on, also where the machine has one: later runs share its threads.
      await submission.simulateCores(2);
      const { results } = await threadedReportOf(submission, 6, 1);
      for (const { agentId, worker } of results) {
        const message = `A thread of its own, not the main thread, and no process. Agent ${nameIn(agentId)} ran on`;
        expect(nameIn(worker), message).toMatch(/thread|worker/i);
      }
      const { threads } = await submission.started();
      expect(
        threads,
        "The agents' threads are real ones. Threads that were started, at least",
      ).toBeGreaterThan(0);
      await assertComputesOnThreads(submission);
    },
  );

  check(
    "the status is printed at the start, and says how many cores there are",
    async ({ submission, random }) => {
      // The answer sees so many cores, whatever the machine has.
      const [cores, word] = random.pick([
        [3, "three"],
        [5, "five"],
        [7, "seven"],
        [9, "nine"],
        [11, "eleven"],
      ] as const);
      await submission.simulateCores(cores);
      const { report } = await reportOf(submission, 3, 1);
      const status = textIn(report.status, "The report's `status`");
      const tells = new RegExp(
        `\\d+ (?:[\\w-]+ )?(cores?|CPUs?)\\b|\\b(?:cores?|CPUs?)\\b.*\\d|\\b${word} (?:[\\w-]+ )?(?:cores|CPUs)\\b`,
        "i",
      );
      expect(status.slice(0, 1000), "The status tells the cores in words or numbers. The status").toMatch(
        tells,
      );
      const message = `The cores are counted where the system runs: here the system says ${cores}. The status`;
      expect(status.slice(0, 1000), message).toMatch(new RegExp(`\\b(?:${cores}|${word})\\b`, "i"));
      expect(submission.output, "The status line is printed, not only returned. Your output").toContain(
        status.split("\n")[0] as string,
      );
    },
  );

  check("one line of status is printed, and it comes first", async ({ submission }) => {
    const { report } = await reportOf(submission, 3, 1);
    const lines = submission.output.split("\n").filter((line) => line.trim() !== "");
    const status = textIn(report.status, "The report's `status`");
    expect(status.trim().split("\n").length, "The status is one line. Its lines").toBe(1);
    expect(
      lines[0]?.trim(),
      "The status is printed before anything else. The first line of your output",
    ).toBe(status.trim());
    const more = lines.slice(1).filter((line) => /\b(?:cores?|CPUs?)\b/i.test(line));
    const message =
      "One line of status is enough (the swarm's own is left out with `announce: false`). More of them";
    expect(more, message).toEqual([]);
  });

  check("each agent is timed, and the whole is timed from the first to the last", async ({ submission }) => {
    const { report, results, outside } = await threadedReportOf(submission, 6, 3);
    const timed = results.map(({ agentId, duration, startedAt, endedAt }) => ({
      name: `Agent ${nameIn(agentId)}`,
      duration: numberIn(duration, `Agent ${nameIn(agentId)}'s duration`),
      startedAt: numberIn(startedAt, `Agent ${nameIn(agentId)}'s startedAt`),
      endedAt: numberIn(endedAt, `Agent ${nameIn(agentId)}'s endedAt`),
    }));
    for (const { name, duration, startedAt, endedAt } of timed) {
      const message = `Times are seconds from performance.now(), more than 0. ${name}'s duration`;
      expect(duration, message).toBeGreaterThan(0);
      expect(duration, `${name} cannot take longer than the whole call. Its duration`).toBeLessThanOrEqual(
        outside,
      );
      expect(endedAt, `${name} ended after it had started. Its endedAt`).toBeGreaterThanOrEqual(startedAt);
    }
    const total = numberIn(report.totalSeconds, "The report's `totalSeconds`");
    const longest = Math.max(...timed.map(({ duration }) => duration));
    const message = "The whole takes at least as long as its longest agent. totalSeconds";
    expect(total, message).toBeGreaterThanOrEqual(longest * 0.98);
    expect(total, "totalSeconds is in seconds, and within the time of the call. It").toBeLessThanOrEqual(
      outside,
    );
    // What the call took beyond the agents' turns is mostly the start of the threads. It is not on the clock.
    const turns =
      Math.max(...timed.map(({ endedAt }) => endedAt)) - Math.min(...timed.map(({ startedAt }) => startedAt));
    const beside = Math.max(0, total - turns) / Math.max(0.001, outside - turns);
    const clock = `From the first agent's turn to the last one's end it took ${turns.toFixed(3)} s, the whole call ${outside.toFixed(3)} s, and totalSeconds says ${total.toFixed(3)} s. Of what was no agent's turn, mostly the start of threads, there is in it`;
    expect(beside < 0.5 ? "little" : `${Math.round(100 * beside)} %`, clock).toBe("little");
  });

  check("results cannot be changed", async ({ submission }) => {
    const { results } = await threadedReportOf(submission, 3, 1);
    const open = results.filter((result) => !Object.isFrozen(result)).map(({ agentId }) => agentId);
    expect(open, "Freeze results before you hand them out. Still open: agents").toEqual([]);
  });

  check("the same team gives the same results again", async ({ submission, random }) => {
    const [count, work] = [random.int(4, 8), random.pick([0.5, 1, 1.5])];
    await threadedReportOf(submission, count, work);
    const resultsOf = async () =>
      (await reportOf(submission, count, work)).results.map(({ result }) => result);
    const first = await resultsOf();
    expect(
      await resultsOf(),
      `Agents without chance or clock answer alike. With ${count} agents and work ${work} the second time`,
    ).toEqual(first);
  });

  check(
    "more work takes longer, and then agents work at the same time",
    { timeout: 120_000 },
    async ({ submission }) => {
      // The answer sees two cores, whatever the machine has: threads that share one work at the same time as well.
      await submission.simulateCores(2);
      const turnsOf = async (work: number) => {
        const { value, spent } = await counting(submission, () => reportOf(submission, 4, work));
        const turns = value.results.map(({ agentId, duration, startedAt, endedAt, worker }) => ({
          agentId,
          worker: nameIn(worker),
          duration: numberIn(duration, `Agent ${nameIn(agentId)}'s duration`),
          startedAt: numberIn(startedAt, `Agent ${nameIn(agentId)}'s startedAt`),
          endedAt: numberIn(endedAt, `Agent ${nameIn(agentId)}'s endedAt`),
        }));
        return { turns, spent };
      };
      type Turn = Awaited<ReturnType<typeof turnsOf>>["turns"][number];
      const small = (await turnsOf(1)).turns;
      let large: readonly Turn[] = [];
      for (let work = 16, factor = 1; ; work *= factor) {
        const { turns, spent } = await turnsOf(work);
        large = turns;
        const idle = large.filter(({ duration }, at) => !(duration > (small[at]?.duration ?? 0)));
        // A busy machine may hold up the small run; not so long that a hundred times the work looks like less.
        if (work > 100)
          expect(
            idle.map(({ agentId }) => agentId),
            `Every agent takes longer with work ${work} than with work 1. Agents that did not`,
          ).toEqual([]);
        // A tenth of a second that was told, and time that was counted.
        const isCounted = spent === undefined || spent.otherThreads >= 0.1;
        const isLast = work * 3 >= 2000;
        if (isLast && !isCounted)
          assert.fail(
            `Agents compute on threads, with more work for longer. With work ${work} the system counted ${spent.otherThreads.toFixed(2)} s of processor time there.`,
          );
        const shortest = Math.min(...large.map(({ duration }) => duration));
        if (isLast || (idle.length === 0 && isCounted && shortest > 0.1)) break;
        factor = isCounted ? growth(0.15, shortest, 3) : 3;
      }
      const together = (one: Turn, other: Turn) =>
        one.worker !== other.worker && one.startedAt < other.endedAt && other.startedAt < one.endedAt;
      const overlap = large.some((one) => large.some((other) => together(one, other)));
      expect(overlap, "Were two of four agents at work at the same time, on different threads").toBe(true);
      await assertComputesOnThreads(submission);
    },
  );

  hidden("a team of one, and one of twelve, run as well", async ({ submission, random }) => {
    for (const count of [1, random.int(10, 14)]) {
      const { results } = await threadedReportOf(submission, count, 0.2);
      expect(
        results.map(({ agentId }) => agentId),
        `The results of a team of ${count}: their ids`,
      ).toEqual(upTo(count));
    }
  });
});

interface Site {
  readonly seed: string;
  readonly rounds: number;
}

/** What the given `unearth` gives. Each round needs the one before, so both what it gives and its time come of doing it alone. */
const unearth = ({ seed, rounds }: Site, agentId: number, index: number) =>
  pbkdf2Sync(`${agentId} ${index}`, seed, rounds, 12, "sha256").toString("hex");

/** What a call of `unearth` takes beside its rounds, in rounds. */
const ROUNDS_OF_A_CALL = 30;
/** The least processor time of a round that was measured so far, in seconds. */
let secondsOfRound = Number.POSITIVE_INFINITY;

/** A new site where so many finds take so many seconds on one thread, what they are, and how long they take. */
async function siteFor(random: Random, finds: readonly (readonly [number, number])[], wanted: number) {
  const seed = drawFrom(random).words(2).join(" ");
  if (secondsOfRound === Number.POSITIVE_INFINITY)
    secondsOfRound = (await ownSeconds(() => unearth({ seed, rounds: 200_000 }, 0, 0))) / 200_000;
  const each = wanted / Math.max(1, finds.length) / secondsOfRound - ROUNDS_OF_A_CALL;
  const site: Site = { seed, rounds: Math.max(1, Math.round(each)) };
  const found = finds.map(([agentId, index]) => unearth(site, agentId, index));
  const needed = finds.length * (site.rounds + ROUNDS_OF_A_CALL) * secondsOfRound;
  return { site, found, needed };
}

exercise("12.2", { reread: "Lock, queue, or one container each?" }, ({ check, hidden }) => {
  const onThreads = { timeout: 90_000 };
  interface Finding {
    readonly agentId: unknown;
    readonly index: unknown;
    readonly worker: unknown;
    readonly found: unknown;
  }

  /**
   * The findings of so many agents. Fails unless each is there exactly once, and no other; with a work that can be counted, also unless threads of the
   * answer have done it.
   */
  async function findingsOf(
    submission: RemoteSubmission,
    random: Random,
    [agents, each]: readonly [number, number],
    work = 0.2 + 4e-5 * agents * each,
  ): Promise<readonly Finding[]> {
    const finds = Array.from(
      { length: agents * each },
      (_, at) => [Math.floor(at / each), at % each] as const,
    );
    const { site, found, needed } = await siteFor(random, finds, work);
    const call = () =>
      onRealThreads(submission, "Agents that find", () =>
        submission.call("collectFindings", agents, each, site),
      );
    const advice = "Agents find on worker threads: each calls `unearth` there.";
    const [told] =
      work === 0
        ? [await call()]
        : await computedOnThreads(submission, [{ call, needed }], { advice, isOfPool: true });
    const list = objectsIn(told, "collectFindings() gives the findings, and that", "A finding");
    const findings = list as readonly unknown[] as readonly Finding[];
    assertComplete(findings, agents, each);
    const expected = new Map(finds.map(([agentId, index], at) => [`${agentId}/${index}`, found[at]]));
    const wrong = findings.filter(
      ({ agentId, index, found }) => found !== expected.get(`${nameIn(agentId)}/${nameIn(index)}`),
    );
    const message = `What agent a found as its number i is unearth(site, a, i). Findings in which \`found\` is something else, such as ${nameIn(wrong[0]?.found)}`;
    expect(wrong.length, message).toBe(0);
    return findings;
  }

  /** Fails unless every finding is there exactly once, and no other. */
  function assertComplete(findings: readonly Finding[], agents: number, each: number) {
    const keys = new Set(findings.map(({ agentId, index }) => `${nameIn(agentId)}/${nameIn(index)}`));
    const expected = Array.from(
      { length: agents * each },
      (_, at) => `${Math.floor(at / each)}/${at % each}`,
    );
    const lost = expected.filter((key) => !keys.has(key)).length;
    expect(lost, `${agents} agents with ${each} findings each. Lost`).toBe(0);
    expect(findings.length - keys.size, `Each finding is there once. There more than once`).toBe(0);
    expect(findings.length, `${agents} × ${each} findings. Their number`).toBe(agents * each);
  }

  check("two agents with three findings each bring home six", onThreads, async ({ submission, random }) => {
    // What is counted of the second call is enough.
    await findingsOf(submission, random, [2, 3], 0);
    await findingsOf(submission, random, [random.int(3, 6), random.int(4, 9)]);
  });

  check(
    "under stress, again and again, nothing is lost and nothing is there twice",
    { ...onThreads, essential: true },
    async ({ submission, random }) => {
      const stress = (): [number, number] => [random.int(7, 9), random.int(1700, 2300)];
      // Agents that find at once meet most often.
      for (let round = 0; round < 3; round += 1) await findingsOf(submission, random, stress(), 0);
      // Those that compute for each find meet seldom, so fewer finds say who computes.
      await findingsOf(submission, random, [random.int(7, 9), random.int(350, 450)]);
    },
  );

  check(
    "the findings were made on worker threads",
    { ...onThreads, essential: true },
    async ({ submission, random }) => {
      const found = await findingsOf(submission, random, [4, random.int(40, 60)], 0.25);
      const workers = [...new Set(found.map(({ worker }) => nameIn(worker)))];
      for (const worker of workers) {
        const message = "Agents find on threads, and say on which: `context.worker`. A finding came from";
        expect(worker, message).toMatch(/thread|worker/i);
      }
      const { threads } = await submission.started();
      const message = `Findings came from ${workers.length} different threads. Threads that were really started, at least`;
      expect(threads, message).toBeGreaterThanOrEqual(workers.length);
    },
  );

  check("an agent without findings is no problem", onThreads, async ({ submission, random }) => {
    const agents = random.int(2, 6);
    // These agents can find, where there is something.
    await findingsOf(submission, random, [agents, 2]);
    await findingsOf(submission, random, [agents, 0], 0);
  });

  hidden(
    "thirty agents, uneven numbers",
    { ...onThreads, expected: "Every finding of every agent arrives once, whatever the numbers." },
    async ({ submission, random }) => {
      await findingsOf(submission, random, [random.int(25, 35), random.int(300, 360)]);
      await findingsOf(submission, random, [1, random.int(4000, 6000)]);
    },
  );
});

exercise("12.3", { reread: "Three walls" }, ({ check, hidden }) => {
  const REHEARSED_SECONDS = 0.25;
  /** By how much a rehearsal takes longer in which one agent spins, at least. */
  const SPUN_SECONDS = 0.1;

  /** The work of a team's agents: rehearsals of one check share it, so that this side computes it once. */
  type TeamWork = Awaited<ReturnType<typeof siteFor>>;
  const workFor = (random: Random, count: number): Promise<TeamWork> =>
    siteFor(
      random,
      upTo(count).map((id) => [id, 0] as const),
      (REHEARSED_SECONDS * count) / (count - 1),
    );

  /** What came of a rehearsal. Fails unless the agents that do not fail have done their work, and threads of the answer have computed it. */
  async function rehearsal(
    submission: RemoteSubmission,
    { site, found, needed }: TeamWork,
    [failingId, how]: readonly [number, string],
  ) {
    await submission.startWorkersAnew();
    const count = found.length;
    const others = upTo(count).filter((id) => id !== failingId);
    let spent: Spent | undefined;
    const call = async () => {
      const counted = await counting(submission, () =>
        submission.call("rehearse", count, failingId, how, site),
      );
      spent = counted.spent;
      return counted.value;
    };
    const advice =
      "The agents of a rehearsal run on worker threads, and those that do not fail do their work there.";
    const [told] = await computedOnThreads(
      submission,
      [{ call, needed: (needed * (count - 1)) / count, mayTakeMore: how === "spin" }],
      {
        advice,
        isOfPool: true,
      },
    );
    const { results, survivors } = objectIn(told, "A rehearsal");
    const each = resultsIn(results, "A rehearsal's `results`");
    const wrong = others.filter((id) => each[id]?.success === true && each[id]?.result !== found[id]);
    const message = `The result of an agent that does not fail is unearth(site, id, 0). Agents with another result, such as ${nameIn(each[wrong[0] ?? 0]?.result)}`;
    expect(wrong, message).toEqual([]);
    return { survivors, spent, results: each };
  }

  /** Fails unless a thread has ended by itself in the middle of its work, as `process.exit(1)` ends it. */
  async function assertExited(submission: RemoteSubmission): Promise<void> {
    const { ended } = await submission.started();
    const exits = ended.filter(({ exitCode, terminated }) => exitCode !== 0 && !terminated).length;
    const message =
      "The failing agent calls process.exit(1), which ends its thread: an error that only says so does not rehearse it. Threads that an agent has ended";
    expect(exits > 0 ? "one or more" : `${exits}`, message).toBe("one or more");
  }

  /**
   * Fails unless an agent kept a core busy in a rehearsal. The kernel counts processor time, which a busy machine does not make more. Where the rehearsal took
   * too little of it, two more may show it.
   */
  async function assertSpun(
    submission: RemoteSubmission,
    work: TeamWork,
    failingId: number,
    first: Spent | undefined,
  ): Promise<void> {
    if (first === undefined) return;
    const used = async (how: string) =>
      (await rehearsal(submission, work, [failingId, how])).spent?.otherThreads ?? 0;
    const thrown = await used("throw");
    let spun = first.otherThreads;
    for (let round = 0; round < 2 && spun < thrown + SPUN_SECONDS; round += 1) spun = await used("spin");
    const message = `The failing agent never ends by itself: it keeps a core busy until somebody ends it. A rehearsal in which one throws took ${thrown.toFixed(2)} s of processor time on threads, and one in which one spins ${spun.toFixed(2)} s. One kept a core busy`;
    expect(spun >= thrown + SPUN_SECONDS, message).toBe(true);
  }

  const cases = [
    {
      how: "throw",
      title: "an agent that divides by zero",
      reread: "Failing as a value",
    },
    {
      how: "exit",
      title: "an agent that calls process.exit()",
      reread: "Three walls",
    },
    {
      how: "spin",
      title: "an agent that never ends",
      reread: "A pitfall: the zombie",
    },
  ];
  for (const { how, title, reread } of cases) {
    check(
      `${title} fails alone, and the others arrive`,
      { timeout: 90_000, reread, essential: how !== "throw" },
      async ({ submission, random }) => {
        const count = random.int(4, 6);
        const failing = random.int(0, count - 1);
        const work = await workFor(random, count);
        const { survivors, results, spent } = await rehearsal(submission, work, [failing, how]);
        if (how === "exit") await assertExited(submission);
        if (how === "spin") await assertSpun(submission, work, failing, spent);
        expect(
          results.map(({ agentId }) => agentId),
          `One result for each agent, in their order. The ids`,
        ).toEqual(upTo(count));
        expect(
          results.filter(({ success }) => success !== true).map(({ agentId }) => agentId),
          `Agent ${failing} of ${count} fails, and nobody else. Failed`,
        ).toEqual([failing]);
        const { error } = results[failing] as Result;
        expect(
          error === null || error === undefined ? "" : messageIn(error).slice(0, 1000),
          "A swallowed error helps nobody: the failed agent's `error` has a message. The message",
        ).toMatch(/\S{3,}/);
        for (const { agentId, success, result } of results) {
          if (success === true)
            expect(result ?? "nothing", `Agent ${nameIn(agentId)} did its work. Its result`).not.toBe(
              "nothing",
            );
        }
        expect(survivors, `Survivors are those that succeeded. Of ${count} agents`).toBe(count - 1);
      },
    );
  }

  check("a failure says which one it was", { timeout: 90_000 }, async ({ submission, random }) => {
    const failing = random.int(0, 2);
    const work = await workFor(random, 3);
    const saying = async (how: string) => {
      const { results } = await rehearsal(submission, work, [failing, how]);
      const error = results[failing]?.error;
      return error === null || error === undefined ? "" : messageIn(error);
    };
    const [thrown, exited] = [await saying("throw"), await saying("exit")];
    expect(
      thrown === exited ? `“${thrown}”, both times` : "two messages",
      "An agent that divides by zero and one that exits leave different messages behind. They left",
    ).toBe("two messages");
  });

  hidden(
    "any agent may be the one, the first and the last too",
    { timeout: 90_000, expected: "Whichever agent fails, it fails alone, and the others arrive." },
    async ({ submission, random }) => {
      const count = random.int(5, 8);
      const [first, last] = random.shuffle(["exit", "throw"]);
      const work = await workFor(random, count);
      for (const [failingId, how] of [
        [0, first],
        [count - 1, last],
      ] as const) {
        const { results } = await rehearsal(submission, work, [failingId, how as string]);
        const failed = results.filter(({ success }) => success !== true).map(({ agentId }) => agentId);
        expect(failed, `Agent ${failingId} of ${count} fails by “${how}”. Failed`).toEqual([failingId]);
        if (how === "exit") await assertExited(submission);
      }
    },
  );
});

exercise("12.4", { reread: "The first run is not like the others" }, ({ check, hidden }) => {
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

  /** A setup and a run that note when they were called, on this side's clock. */
  function stage({ setup = 0, work = 0, failAt = -1 }: { setup?: number; work?: number; failAt?: number }) {
    const log: {
      prepared: number;
      handed: unknown[];
      setups: { from: number; to: number }[];
      runs: { from: number; to: number }[];
    } = { prepared: 0, handed: [], setups: [], runs: [] };
    const prepare = async () => {
      const from = performance.now();
      await pause(setup);
      log.setups.push({ from, to: performance.now() });
      log.prepared += 1;
      return log.prepared;
    };
    const run = async (prepared: unknown) => {
      const from = performance.now();
      log.handed.push(prepared);
      await pause(work);
      log.runs.push({ from, to: performance.now() });
      const success = log.runs.length !== failAt;
      return [{ success: true }, { success }];
    };
    return { log, prepare, run };
  }

  function timingIn(told: unknown) {
    const { seconds, median } = objectIn(told, "timeRuns() gives a timing. It");
    return {
      seconds: numbersIn(seconds, "A timing's `seconds`"),
      median: numberIn(median, "A timing's `median`"),
    };
  }

  async function timed(submission: RemoteSubmission, of: ReturnType<typeof stage>, rounds: number) {
    return timingIn(await submission.call("timeRuns", of.prepare, of.run, rounds));
  }

  check("each round is prepared anew, and gets what was prepared for it", async ({ submission, random }) => {
    const rounds = random.int(2, 5);
    const of = stage({});
    const words = drawFrom(random).words(rounds + 2);
    const prepare = async () => words[(await of.prepare()) - 1];
    timingIn(await submission.call("timeRuns", prepare, of.run, rounds));
    const message = `${rounds} rounds and a warm-up, each with a setup of its own. The runs were handed`;
    expect(of.log.handed, message).toEqual(words.slice(0, rounds + 1));
  });

  check("the warm-up does not count", async ({ submission, random }) => {
    const rounds = random.int(2, 5);
    const { seconds } = await timed(submission, stage({}), rounds);
    expect(seconds.length, `The first run warms up. Of ${rounds + 1} runs, so many count`).toBe(rounds);
  });

  check("setup is not on the clock", { essential: true }, async ({ submission }) => {
    const of = stage({ setup: 120, work: 5 });
    const { seconds } = await timed(submission, of, 2);
    const end = performance.now();
    for (const [at, taken] of seconds.entries()) {
      // However busy the machine is, the clock runs no longer than from the end of one setup to the beginning of the next.
      const to = of.log.setups[at + 1]?.to;
      if (to === undefined) {
        const setups = `${of.log.setups.length}`;
        return expect(setups, "Two rounds and a warm-up, each with a setup of its own. Setups").toBe("3");
      }
      const next = of.log.setups[at + 2]?.from ?? end;
      const message = "Setup took 0.12 s and the run about 0.01 s: only the run is on the clock. Measured";
      expect(taken, message).toBeLessThan((next - to) / 1000 + 0.003);
    }
  });

  check("the times are those of the runs, in seconds", async ({ submission }) => {
    const of = stage({ work: 40 });
    const begun = performance.now();
    const { seconds } = await timed(submission, of, 2);
    const whole = (performance.now() - begun) / 1000;
    for (const [at, taken] of seconds.entries()) {
      const run = of.log.runs[at + 1];
      if (!run) return expect(`${of.log.runs.length}`, "Two rounds and a warm-up. Runs").toBe("3");
      const { from, to } = run;
      const message = `Run ${at + 1} took ${((to - from) / 1000).toFixed(3)} s. Measured`;
      // The run is on this side of a wire, the clock on the other: it sees a little more, and never less than timers may differ.
      expect(taken, message).toBeGreaterThan((to - from) / 1000 - 0.003);
      expect(taken, message).toBeLessThan(whole);
    }
  });

  check("the median is the middle of the counted rounds", async ({ submission }) => {
    for (const rounds of [1, 3, 4]) {
      const { median, seconds } = await timed(submission, stage({ work: 1 }), rounds);
      const sorted = [...seconds].sort((a, b) => a - b);
      const middle =
        (sorted[Math.floor((rounds - 1) / 2)] as number) + (sorted[Math.floor(rounds / 2)] as number);
      const message = `The middle one of ${rounds} sorted times, or the mean of the two in the middle. The median`;
      expect(median.toPrecision(6), message).toBe((middle / 2).toPrecision(6));
    }
  });

  check(
    "the median is that of numbers, also where one has more digits than another",
    async ({ submission }) => {
      // By the answer's own stopwatch the three rounds that count take 9, 10 and 100 s, and are over at once.
      const run = await submission.taking(async () => [{ success: true }], 1, 10, 9, 100);
      const { seconds, median } = timingIn(await submission.call("timeRuns", async () => 0, run, 3));
      const middle = [...seconds].sort((a, b) => a - b)[1] as number;
      const message = `Sort numbers as numbers: “10” stands before “9”, 10 does not. Of ${seconds.map((one) => one.toFixed(3)).join(", ")} s the median is ${middle.toFixed(3)} s. Yours`;
      expect(median.toFixed(3), message).toBe(middle.toFixed(3));
    },
  );

  check("a run that computes before it first waits is on the clock", async ({ submission }) => {
    const run = await submission.computing(async () => [{ success: true }], 60);
    const { seconds } = timingIn(await submission.call("timeRuns", async () => 0, run, 2));
    expect(seconds.length, "Two rounds. The times").toBe(2);
    for (const taken of seconds)
      expect(
        taken,
        "The run computes for 0.06 s before its first await: start the clock before you call it. Measured",
      ).toBeGreaterThanOrEqual(0.06);
  });

  check("a run in which an agent failed gives no time", async ({ submission, random }) => {
    for (const failAt of [1, random.int(2, 4)]) {
      const of = stage({ failAt });
      const error = await submission.call("timeRuns", of.prepare, of.run, 3).then(
        () => undefined,
        (thrown: unknown) => ({ message: messageIn(thrown) }),
      );
      expect(of.log.runs.length, "Run first, then look who failed. Runs until then").toBeGreaterThanOrEqual(
        failAt,
      );
      const message = `An agent failed in run ${failAt}, so no time means anything: throw an error. Thrown`;
      expect(error === undefined ? "nothing" : "an error", message).toBe("an error");
      expect(error?.message, "The error says that an agent failed. Its message").toMatch(/\S{3,}/);
    }
  });

  hidden("the times keep the order of the rounds", async ({ submission, random }) => {
    const works = [0, ...random.shuffle([60, 10, 30])];
    const took: number[] = [];
    const timing = await submission.call(
      "timeRuns",
      async () => took.length,
      async () => {
        const from = performance.now();
        await pause(works[took.length] as number);
        took.push((performance.now() - from) / 1000);
        return [{ success: true }];
      },
      3,
    );
    const { seconds } = timingIn(timing);
    expect(seconds.length, "Three rounds. The times").toBe(3);
    for (const [at, taken] of seconds.entries()) {
      const own = took[at + 1] as number;
      const message = `Round ${at + 1} of those that count took ${own.toFixed(3)} s. In its place stands`;
      expect(taken, message).toBeGreaterThan(own - 0.003);
    }
  });
});

exercise("12.5", { processes: true, reread: "2, 4, 8" }, ({ check, hidden }) => {
  interface Row {
    readonly approach: string;
    readonly agents: number;
    readonly times: readonly number[];
    readonly seconds: number;
    readonly speedup: number;
    readonly cpuPercent: number;
    readonly memoryMB: number;
  }
  function rowIn(row: Readonly<Record<string, unknown>>): Row {
    const approach = textIn(row.approach, "The `approach` of a row");
    const of = (field: string) => numberIn(row[field], `The \`${field}\` of a row of ${approach}`);
    return {
      approach,
      agents: of("agents"),
      times: numbersIn(row.times, `The \`times\` of a row of ${approach}`),
      seconds: of("seconds"),
      speedup: of("speedup"),
      cpuPercent: of("cpuPercent"),
      memoryMB: of("memoryMB"),
    };
  }

  /** Starting threads and processes takes several times as much, on any machine. */
  const STARTING_SECONDS = 0.03;
  /** The least share of the main thread's processor time that threads have, and processes. They do half of what it does. */
  const LEAST_SHARE = 0.15;
  const benchmarked = new WeakSet<RemoteSubmission>();

  /** The processor time of an answer since it had used so much: as soon as it is enough, or after a long wait. */
  async function usedSince(submission: RemoteSubmission, before: number, enough: number): Promise<number> {
    const deadline = performance.now() + 10_000;
    for (;;) {
      const used = (submission.usage()?.cpuSeconds ?? 0) - before;
      if (used >= enough || performance.now() > deadline) return used;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** The rows of a benchmark, and the processor time that it took. Fails when a first benchmark took less than starting threads and processes does. */
  async function measured(
    submission: RemoteSubmission,
    counts: readonly number[],
    work: number,
    rounds: number,
  ) {
    const before = submission.usage()?.cpuSeconds ?? 0;
    const { value, spent } = await counting(submission, () =>
      submission.call("benchmark", counts, work, rounds),
    );
    const rows = objectsIn(value, "benchmark() gives the rows, and that", "A row").map(rowIn);
    if (spent !== undefined && !benchmarked.has(submission)) {
      // A process counts when it has ended, which may be after the call.
      const all = await usedSince(submission, before, STARTING_SECONDS);
      expect(
        // Sums of hundredths are a little less than they are written.
        all > STARTING_SECONDS - 0.005 ? "a run" : `${all.toFixed(3)} s`,
        "A benchmark starts threads and processes and lets agents compute. Processor time that the system counted for all of it",
      ).toBe("a run");
    }
    benchmarked.add(submission);
    return { rows, spent };
  }
  const rowsOf = async (
    submission: RemoteSubmission,
    counts: readonly number[],
    work: number,
    rounds: number,
  ): Promise<readonly Row[]> => (await measured(submission, counts, work, rounds)).rows;

  check(
    "there is an honest row for each way and each number of agents",
    { essential: true, timeout: 60_000, points: 3 },
    async ({ submission, random }) => {
      const counts = [2, random.int(3, 4), random.int(6, 9)];
      const begun = performance.now();
      const rows = await rowsOf(submission, counts, 0.2, 1);
      const whole = (performance.now() - begun) / 1000;
      const names = rows.map(({ approach, agents }) => `${approach} ${agents}`).sort();
      const expected = counts.flatMap((count) => ways.map((way) => `${way} ${count}`)).sort();
      const message = `The base and three ways, with ${counts.join(", ")} agents: twelve rows. They are`;
      expect(names, message).toEqual(expected);
      for (const row of rows) assertHonest(row, rows, 1);
      const sum = rows.flatMap(({ times }) => times).reduce((total, time) => total + time, 0);
      const told = `The whole call took ${whole.toFixed(2)} s, all runs included. The rows' times add up to`;
      expect(sum, told).toBeLessThan(whole);
    },
  );

  check(
    "more work takes more time, and keeps a core busy",
    { timeout: 60_000, reread: "Exercise 12.5 · Three ways, three sizes" },
    async ({ submission }) => {
      const baseOf = async (work: number) => {
        const { rows, spent } = await measured(submission, [1], work, 1);
        return { ...rows.find(({ approach }) => approach === "sequential"), spent };
      };
      const little = (await baseOf(0.2)).seconds ?? Number.NaN;
      let work = 10;
      let much = await baseOf(work);
      const told = () =>
        `Hand \`work\` on to your team. The base took ${little.toFixed(4)} s with work 0.2. With work ${work} it took`;
      // The machine counts its time in hundredths of a second, and may have held up the short run: only a longer run shows.
      const isShort = () =>
        (much.seconds ?? 1) < Math.max(0.04, 2 * little) ||
        (much.spent !== undefined && much.spent.all < 0.1);
      while (isShort() && work < 1000) {
        work *= 4;
        much = await baseOf(work);
      }
      if (much.spent !== undefined && much.spent.all < 0.1)
        assert.fail(
          `More work takes more time. With work ${work} the system counted ${much.spent.all.toFixed(2)} s of processor time for the whole benchmark of one agent.`,
        );
      expect(much.seconds, told()).toBeGreaterThan(little);
      const oneCore = 100 / availableParallelism();
      const message = `One agent after the other keeps one core busy, about ${oneCore.toFixed(0)} % of this machine. In percent, not from 0 to 1, the CPU of your base`;
      expect(much.cpuPercent, message).toBeGreaterThan(oneCore / 10);
    },
  );

  /** What one benchmark gave, and the processor time that it took. */
  type Measured = Awaited<ReturnType<typeof measured>>;
  const baseIn = (rows: readonly Row[]) =>
    rows.find(({ approach }) => approach === "sequential")?.seconds ?? Number.NaN;

  /** Benchmarks of two agents and of eight, with so much work that what the kernel counts is mostly theirs. */
  interface RealWork {
    readonly work: number;
    readonly two: Measured;
    readonly eight: Measured;
    /** Of child processes that have ended, in seconds; undefined where the kernel cannot be asked. */
    readonly inProcesses: number | undefined;
    readonly started: Awaited<ReturnType<RemoteSubmission["started"]>>;
  }
  /** What two checks look at. The first that measures it leaves it to the other. */
  let realWorkMeasured: RealWork | undefined;

  /** The least seconds that the base takes, and the least processor time on the main thread: of two agents, and of eight. */
  const [LEAST_OF_TWO, LEAST_OF_EIGHT] = [
    { base: 0.085, onMain: 0.25 },
    { base: 0.25, onMain: 0.5 },
  ];
  /** The factor by which work has to grow for that; undefined where it is enough. */
  function missingIn(
    { rows, spent }: Measured,
    least: typeof LEAST_OF_TWO,
    most: number,
  ): number | undefined {
    const [base, onMain] = [baseIn(rows), spent?.mainThread ?? least.onMain];
    if (base >= least.base && onMain >= least.onMain) return undefined;
    const factor = Math.max(growth(least.base, base, most), growth(least.onMain, onMain, most));
    // The work of many a team grows faster than its number says.
    return Math.max(1.5, factor ** 0.6);
  }

  async function realWork(submission: RemoteSubmission): Promise<RealWork> {
    if (realWorkMeasured) return realWorkMeasured;
    // The answer sees two cores, whatever the machine has, so that there are threads and processes for two agents.
    await submission.simulateCores(2);
    await submission.startWorkersAnew();
    for (let work = 12, factor = 1; ; work *= factor) {
      const two = await measured(submission, [2], work, 1);
      expect(
        baseIn(two.rows),
        "The base is measured in seconds, with more work in more of them. Its seconds",
      ).toBeGreaterThan(0);
      const isLast = work > 2000;
      const ofTwo = missingIn(two, LEAST_OF_TWO, 8);
      if (ofTwo !== undefined && !isLast) {
        factor = ofTwo;
        continue;
      }
      const before = submission.usage()?.endedProcessesSeconds ?? 0;
      const eight = await measured(submission, [8], work, 1);
      const ofEight = missingIn(eight, LEAST_OF_EIGHT, 8);
      if (ofEight !== undefined && !isLast) {
        factor = ofEight;
        continue;
      }
      const onMain = eight.spent?.mainThread ?? LEAST_OF_EIGHT.onMain;
      if (onMain < LEAST_OF_EIGHT.onMain)
        assert.fail(
          `The base and the event loop compute on the main thread, with more work for longer. With work ${work} and eight agents the system counted ${onMain.toFixed(2)} s of processor time there.`,
        );
      const counted = await processesSeconds(submission, before + LEAST_SHARE * onMain);
      realWorkMeasured = {
        ...{ work, two, eight, started: await submission.started() },
        inProcesses: counted === undefined ? undefined : counted - before,
      };
      return realWorkMeasured;
    }
  }

  /** The processor time of child processes, once all that have ended are counted: as soon as there is enough, or after a long wait. */
  async function processesSeconds(submission: RemoteSubmission, enough: number): Promise<number | undefined> {
    const seconds = () => submission.usage()?.endedProcessesSeconds;
    const deadline = performance.now() + 10_000;
    let counted = seconds();
    while (counted !== undefined && counted < enough && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      counted = seconds();
    }
    return counted;
  }

  check(
    "each way is really run in its way",
    { timeout: 180_000, essential: true, reread: "Three ways to run the same agents" },
    async ({ submission }) => {
      const { work, two, eight, inProcesses, started } = await realWork(submission);
      const real =
        "Worker threads are threads, and child processes are processes. Started, threads and processes, at least one each";
      expect([started.threads > 0, started.processes > 0], real).toEqual([true, true]);
      const { spent } = eight;
      if (spent === undefined) return;
      // The base and the event loop do the same work as threads do, and processes: on the main thread it is done twice.
      const { mainThread: main, otherThreads: others } = spent;
      const told = `The base and the event loop compute on the main thread, and worker threads only where the row says so. With work ${work} and eight agents, processor time on the main thread ${main.toFixed(2)} s, on other threads ${others.toFixed(2)} s`;
      expect(others > 1.3 * main + 0.3, `${told}: more on others`).toBe(false);
      const least = LEAST_SHARE * main;
      expect(others >= least ? "a fair part" : "too little", `${told}. On threads was computed`).toBe(
        "a fair part",
      );
      if (inProcesses === undefined) return;
      const sum = `With work ${work} and eight agents, processor time on the main thread ${main.toFixed(2)} s, in child processes that have ended ${inProcesses.toFixed(2)} s. In processes was computed`;
      expect(inProcesses >= least ? "a fair part" : "too little", sum).toBe("a fair part");
      assertGrows(two.spent, spent, work);
    },
  );

  /**
   * Fails unless eight agents take longer than two, on the main thread and on others. With three types of agents there are more of the first two among
   * eight: three times as many or, of four types, twice.
   */
  function assertGrows(two: Spent | undefined, eight: Spent, work: number): void {
    if (two === undefined) return;
    for (const [where, of] of [
      ["on the main thread", "mainThread"],
      ["on other threads", "otherThreads"],
    ] as const) {
      const [few, many] = [two[of], eight[of]];
      const message = `With work ${work}, a benchmark of two agents used ${few.toFixed(2)} s of processor time ${where}, and one of eight ${many.toFixed(2)} s. Eight agents take`;
      expect(many > 1.3 * few ? "longer" : "no longer", message).toBe("longer");
    }
  }

  check(
    "the CPU of child processes is seen, too",
    { timeout: 180_000, reread: "Exercise 07.4 · The table" },
    async ({ submission }) => {
      const { eight, inProcesses } = await realWork(submission);
      // A process that does nothing takes more than that to start.
      if (inProcesses !== undefined && inProcesses < STARTING_SECONDS / 2)
        assert.fail(
          `Eight agents run in child processes, and the system counted ${inProcesses.toFixed(2)} s in processes.`,
        );
      const cpuOf = (way: string) =>
        eight.rows.find(({ approach }) => approach === way)?.cpuPercent ?? Number.NaN;
      const [base, processes] = [cpuOf("sequential"), cpuOf("child-processes")];
      const message = `Two child processes keep at least as many cores busy as the base, which had ${Number(base).toFixed(0)} %. From inside of this process nothing is seen of it (lesson 07): read coreTime(). The CPU of child-processes was ${Number(processes).toFixed(0)} %: about as much, or more`;
      expect(processes >= 0.4 * base, message).toBe(true);
    },
  );

  check(
    "starting threads and processes is not on the clock",
    { timeout: 60_000, reread: "The first run is not like the others" },
    async ({ submission }) => {
      await submission.simulateCores(2);
      await submission.startWorkersAnew();
      const begun = performance.now();
      const rows = await rowsOf(submission, [2], 0.01, 2);
      const whole = (performance.now() - begun) / 1000;
      const sumOf = (...ways: string[]) =>
        rows
          .filter(({ approach }) => ways.includes(approach))
          .flatMap(({ times }) => times)
          .reduce((total, time) => total + time, 0);
      // There is next to no work, so the call is mostly the start of threads and processes, three times for two rounds and a warm-up.
      const more = sumOf("worker-threads", "child-processes") - sumOf("sequential", "event-loop");
      const share = Math.max(0, more) / whole;
      const message = `With next to no work, the whole call took ${whole.toFixed(2)} s, and threads and processes claim ${more.toFixed(2)} s more than the two ways that start nothing. \`times\` are without setup: \`totalSeconds\` is. Of the call, setup in \`times\` is`;
      expect(share < 0.4 ? "little" : `${Math.round(100 * share)} %`, message).toBe("little");
    },
  );

  /**
   * Of seven rounds that begin at the same time the first waits for one and the last for seven: they claim 28 where 8 were run, the warm-up with them. That
   * shows as soon as the other 20 are more than the starts, which no row has: with the rows 1.4 times as long as these. Rows of 2.4 times leave no doubt.
   */
  const [ROUNDS, ROWS_FOR_STARTS] = [7, 2.4];
  /**
   * A work with which the rows of two agents are about so long, going by an earlier benchmark: the base and the event loop take so long in each round, the other
   * two ways half of it or more. Whether they are is measured afterwards.
   */
  function workFor(seconds: number): number {
    if (realWorkMeasured === undefined) return 4;
    const { work, two } = realWorkMeasured;
    return Math.min(30, Math.max(4, (1.1 * seconds * work) / (3.2 * ROUNDS * baseIn(two.rows))));
  }

  check(
    "every round is run and timed by itself, one after the other",
    { timeout: 240_000 },
    async ({ submission }) => {
      await submission.simulateCores(2);
      const callWith = async (work: number) => {
        const begun = performance.now();
        const rows = await rowsOf(submission, [2], work, ROUNDS);
        return { rows, whole: (performance.now() - begun) / 1000 };
      };
      // With next to no work, a call is starts and little else.
      const { whole: starts } = await callWith(0.01);
      for (let work = workFor(ROWS_FOR_STARTS * starts); ; ) {
        const { rows, whole } = await callWith(work);
        for (const row of rows) assertHonest(row, rows, ROUNDS);
        const sum = rows.flatMap(({ times }) => times).reduce((total, time) => total + time, 0);
        const told = `Rounds run one after the other, each on its own clock. With ${ROUNDS} rounds the whole call took ${whole.toFixed(2)} s, warm-ups included. The rows' times add up to`;
        expect(sum, told).toBeLessThan(whole);
        // Times that were rounded may be the same while there is little work.
        const missing = (ROWS_FOR_STARTS * starts) / sum;
        if (missing > 1 && work < 2000) {
          work *= Math.min(10, 1.3 * missing ** 0.75);
          continue;
        }
        const copied = rows.every(({ times }) => new Set(times).size === 1);
        const message = `No two rounds take the same time to the last digit. In each of the ${rows.length} rows all ${ROUNDS} \`times\` are`;
        expect(copied ? "the same" : "times of their own", message).toBe("times of their own");
        return;
      }
    },
  );

  const OWN_TEAM =
    "Your team is what `teamOf(count, work)` of exercise 12.1 gives, so call it in benchmark().";

  check(
    "what is measured, in each way, is the team that `teamOf` gives",
    { timeout: 240_000, reread: "Exercise 12.5 · Three ways, three sizes" },
    async ({ submission }) => {
      if (!submission.has("teamOf")) assert.fail(`${OWN_TEAM} It is not called there.`);
      const work = 0.01;
      const benchmark = () => submission.call("benchmark", [1], work, 1);
      const start = (await counting(submission, benchmark)).spent?.mainThread;
      if (start === undefined) return;
      // The team gets more and more to do, which the benchmark does not see: until the computing is more than all that a benchmark takes beside it.
      for (let factor = 400, more = 1; ; factor = Math.ceil(factor * more)) {
        await submission.replace("teamOf", `(count, work) => own_teamOf(count, ${factor} * work)`);
        const { value, spent } = await counting(submission, benchmark);
        const computed = (spent?.mainThread ?? 0) - start;
        if (computed < 0.2 + start) {
          more = growth(0.2 + start, computed, 6);
          if (factor < 500_000) continue;
          assert.fail(
            `${OWN_TEAM} A team that had ${factor} times as much to do made the main thread of your benchmark compute for ${computed.toFixed(2)} s more.`,
          );
        }
        // It was computed twice in each of two ways, the warm-ups with it: each run took about a quarter, and a busy machine makes it longer.
        const rows = objectsIn(value, "benchmark() gives the rows, and that", "A row").map(rowIn);
        const short = rows.filter(({ seconds }) => seconds < computed / 10);
        const message = `${OWN_TEAM} A team with more to do, one agent of it, made the main thread compute for ${computed.toFixed(2)} s in the base and the event loop. Rows whose seconds have next to nothing of it`;
        expect(
          short.map(({ approach, seconds }) => `${approach}: ${seconds.toFixed(4)} s`),
          message,
        ).toEqual([]);
        return;
      }
    },
  );

  /** Lets one agent of each team fail in a place, where the agents are the lab's. The place is `main`, `thread` or `process`. */
  const failingTeam = (place: string, at: number) =>
    `(count, work) => own_teamOf(count, work).map((task, at) => at !== ${at} ? task : Object.freeze({
      ...task,
      type: ({ place, pid }) => {
        const { isMainThread } = process.getBuiltinModule("node:worker_threads");
        const here = process.pid !== pid ? "process" : isMainThread ? "main" : "thread";
        if (here === place) throw new Error("This agent fails.");
        return 0;
      },
      input: { place: ${JSON.stringify(place)}, pid: process.pid },
      rest: [],
    }))`;

  check(
    "a run in which an agent failed gives no time, in whichever way",
    { timeout: 180_000, reread: "Exercise 12.4 · The clock" },
    async ({ submission, random }) => {
      if (!submission.has("teamOf")) assert.fail(`${OWN_TEAM} It is not called there.`);
      const ofTheLab =
        "(count, work) => own_teamOf(count, work).every((task) => typeof task?.type === 'function')";
      await submission.replace("teamOf", ofTheLab);
      // How an agent of another kind fails is not known here.
      if ((await submission.call("teamOf", 2, 0.01)) !== true) return;
      await submission.simulateCores(2);
      for (const [place, where] of [
        ["main", "on the main thread"],
        ["thread", "on a worker thread"],
        ["process", "in a child process"],
      ] as const) {
        await submission.replace("teamOf", failingTeam(place, random.int(0, 1)));
        const given = await submission.call("benchmark", [2], 0.01, 1).then(
          () => "rows",
          () => "an error",
        );
        const message = `${OWN_TEAM} One of two agents failed ${where}, in each run there. A run in which an agent failed has no time, so benchmark() throws an error. It gave`;
        expect(given, message).toBe("an error");
      }
    },
  );

  hidden(
    "other numbers of agents and several rounds work, too",
    { timeout: 60_000 },
    async ({ submission, random }) => {
      const rows = await rowsOf(submission, [random.int(3, 5)], 0.2, 3);
      expect(rows.length, "One number of agents, four ways. The rows").toBe(4);
      for (const row of rows) assertHonest(row, rows, 3);
    },
  );

  /** Each figure of a row has its unit; the seconds follow from the rounds, and the speedup from the seconds. */
  function assertHonest(
    { approach, agents, times, seconds, speedup, cpuPercent, memoryMB }: Row,
    rows: readonly Row[],
    rounds: number,
  ) {
    const who = `${approach} with ${agents} agents`;
    const sorted = [...times].sort((a, b) => a - b);
    const count = `One time for each of the ${rounds} rounds, and none for a warm-up. The \`times\` of ${who}: their number`;
    expect(sorted.length, count).toBe(rounds);
    expect(sorted[0], `A run takes time. The shortest of the \`times\` of ${who}`).toBeGreaterThan(0);
    const middle = sorted[rounds >> 1] as number;
    const isMedian = Math.abs(seconds - middle) <= 0.01 * middle;
    const median = `The median of ${sorted.join(", ")} is ${middle}. The seconds of ${who}`;
    expect(isMedian ? middle : seconds, median).toBe(middle);
    const base =
      rows.find((row) => row.agents === agents && row.approach === "sequential")?.seconds ?? Number.NaN;
    const expected = base / seconds;
    // Rounded to two digits is good enough.
    const isRight = Math.abs(speedup - expected) < 0.02 * expected + 0.006;
    const message = `Base time ÷ time, for the same number of agents. The base took ${base.toFixed(4)} s and ${who} ${Number(seconds).toFixed(4)} s, so the speedup is about ${expected.toFixed(2)}. It`;
    expect(isRight ? "right" : speedup, message).toBe("right");
    expect(cpuPercent, `0 to 100 percent of all cores. The CPU of ${who}`).toBeGreaterThanOrEqual(0);
    expect(cpuPercent, `0 to 100 percent of all cores. The CPU of ${who}`).toBeLessThanOrEqual(100);
    expect(memoryMB, `Node alone takes more than 5 MB. The memory of ${who}`).toBeGreaterThan(5);
    expect(memoryMB, `Megabytes, not bytes or kilobytes. The memory of ${who}`).toBeLessThan(20_000);
  }
});

/** Rows as a benchmark gives them: seconds by way, for each number of agents. */
function rowsFrom(seconds: Record<number, Record<string, number>>, cpu: Record<string, number> = {}) {
  return Object.entries(seconds).flatMap(([agents, ways]) =>
    Object.entries(ways).map(([approach, taken]) => ({
      approach,
      agents: Number(agents),
      times: [taken],
      seconds: taken,
      speedup: (ways.sequential ?? taken) / taken,
      cpuPercent: cpu[approach] ?? 51,
      memoryMB: 64,
    })),
  );
}

const ways = ["sequential", "event-loop", "worker-threads", "child-processes"] as const;
/** Speedups that differ by 10 % and more, with one digit behind the point. */
const speedups = [0.5, 0.6, 0.7, 0.8, 1.3, 1.5, 1.8, 2.2, 2.6, 3.1, 3.7, 4.4];

type TableRow = ReturnType<typeof rowsFrom>[number];

/** Rows as a benchmark gives them, with two numbers of agents. All figures are drawn, differ, and can be written with few digits. */
function drawTable(draw: Draws) {
  const counts = [draw.int(2, 4), draw.int(5, 8)];
  const shares = draw.shuffle(Array.from({ length: 57 }, (_, at) => 41 + at));
  const rows = counts.flatMap((agents) => {
    const base = draw.pick([40, 50, 60, 80]);
    const [loop = 1, threads = 1, processes = 1] = draw.some(speedups, 3);
    const drawn = {
      sequential: 1,
      "event-loop": loop,
      "worker-threads": threads,
      "child-processes": processes,
    };
    const seconds = Object.fromEntries(ways.map((way) => [way, base / drawn[way]]));
    return rowsFrom({ [agents]: seconds }).map((row) => ({
      ...row,
      speedup: drawn[row.approach as (typeof ways)[number]],
    }));
  });
  const told = rows.map((row, at) => ({
    ...row,
    cpuPercent: shares[at] as number,
    memoryMB: 110 + 17 * at + draw.int(0, 9),
  }));
  const most = told
    .filter(({ agents }) => agents === counts[1])
    .sort((one, other) => one.seconds - other.seconds);
  const [winner] = most as [TableRow];
  return { rows: draw.shuffle(told), most, winner };
}

/** Rows of which two ways with the most agents are less than 5 % apart, and the others far behind. */
function drawTie(draw: Draws) {
  const [one = "", other = "", ...behind] = draw.shuffle(ways);
  const fast = draw.int(10, 40) / 10;
  const seconds = { [one]: fast, [other]: fast * (1 + draw.int(5, 45) / 1000) };
  for (const [at, way] of behind.entries()) seconds[way] = fast * (2 + at);
  return { rows: draw.shuffle(rowsFrom({ [draw.int(2, 9)]: seconds })), tied: [one, other], behind };
}

/** The figures of a line as text, such as "8" and "3.20". */
const figuresOf = (line: string): readonly string[] => line.match(/\d+(?:[.,]\d+)?/g) ?? [];

/** The line, or row, with this number of agents and this way to run them. */
const lineOf = (lines: readonly string[], { approach, agents }: { approach: string; agents: number }) =>
  lines.find((line) => line.includes(approach) && figuresOf(line).includes(`${agents}`));

const numbersOf = (text: string) => figuresOf(text).map((figure) => Number(figure.replace(",", ".")));
const secondsIn = (rows: readonly TableRow[]) =>
  rows
    .map(({ approach, agents, seconds }) => `${approach} with ${agents}: ${seconds.toFixed(2)} s`)
    .join(", ");

exercise("12.6", { reread: "The three ways, measured" }, ({ check, hidden }) => {
  async function analysisOf(submission: RemoteSubmission, rows: readonly object[]) {
    const told = objectIn(
      await submission.call("analyse", rows),
      "analyse() gives { winner, because, table }. It",
    );
    return {
      winner: told.winner,
      table: textIn(told.table, "`table`"),
      because: listIn(told.because, "`because`").map((reason, at) =>
        textIn(reason, `Reason ${at} of \`because\``),
      ),
    };
  }

  check("the fastest wins, whichever it is", { essential: true }, async ({ submission, random }) => {
    const draw = drawFrom(random);
    for (let round = 0; round < 4; round += 1) {
      const { rows, winner, most } = drawTable(draw);
      const message = `The lowest seconds among the rows with the most agents (${secondsIn(most)}). The winner`;
      expect((await analysisOf(submission, rows)).winner, message).toBe(winner.approach);
    }
  });

  check("only the rows with the most agents decide", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const [fast = "", lucky = "", ...others] = draw.shuffle(ways);
    const rows = rowsFrom({
      8: { [fast]: 1, [lucky]: 4, ...Object.fromEntries(others.map((way) => [way, 2])) },
      2: { [fast]: 0.5, [lucky]: 0.01, ...Object.fromEntries(others.map((way) => [way, 0.4])) },
    });
    expect(
      (await analysisOf(submission, draw.shuffle(rows))).winner,
      `With 2 agents ${lucky} was faster; 8 are the most. The winner`,
    ).toBe(fast);
  });

  check(
    "a lead of less than 5 % is noise, and nobody wins",
    { essential: true },
    async ({ submission, random }) => {
      const { rows, tied, behind } = drawTie(drawFrom(random));
      const { winner, because } = await analysisOf(submission, rows);
      expect(winner, `${secondsIn(rows)}: too close to call. The winner`).toBe(null);
      const told = because.join(" ");
      for (const way of tied)
        expect(told, "When nobody wins, `because` names those that were too close. It").toContain(way);
      const named = behind.filter((way) => told.includes(way));
      expect(
        named.length === behind.length ? "all four" : "not all",
        `Only ${tied.join(" and ")} were too close (${secondsIn(rows)}). Ways that \`because\` names`,
      ).toBe("not all");
    },
  );

  check("the reasons are the numbers: speedup and share of the CPU", async ({ submission, random }) => {
    const { rows, winner, most } = drawTable(drawFrom(random));
    const told = (await analysisOf(submission, rows)).because.join(" ");
    const figures = numbersOf(told);
    const tells = figures.some((figure) => Math.abs(figure - winner.speedup) < 0.005);
    const fast = `${winner.speedup}`;
    const speedup = `${winner.approach} with ${winner.agents} agents is ${fast} times as fast as the base, and a reason says so (${fast}, ${winner.speedup.toFixed(2)} …). The reasons`;
    expect(tells ? fast : told, speedup).toBe(fast);
    expect(
      told,
      `The winner kept ${winner.cpuPercent} % of the cores busy, and a reason says so. The reasons`,
    ).toMatch(new RegExp(`\\b${winner.cpuPercent}\\b`));
    const shares = most.filter(({ cpuPercent }) => figures.includes(cpuPercent)).length;
    expect(
      shares < most.length ? "not of all" : "of all ways",
      `A reason is about the winner. The reasons tell the share of the CPU`,
    ).toBe("not of all");
  });

  check("the table has a heading and every row, and its columns line up", async ({ submission, random }) => {
    const { rows } = drawTable(drawFrom(random));
    const { table } = await analysisOf(submission, rows);
    const lines = table.replace(/\n$/, "").split("\n");
    const rowLines = rows.map((row) => {
      const line = lineOf(lines, row);
      const message = `A line for ${row.approach} with ${row.agents} agents. It is`;
      expect(line === undefined ? "missing" : "there", message).toBe("there");
      return line as string;
    });
    expect(new Set(rowLines).size, "Each row has a line of its own. Different lines").toBe(rows.length);
    const headings = lines
      .filter((line) => !rowLines.includes(line))
      .map((line) => line.match(/\p{L}+/gu) ?? []);
    const words = Math.max(0, ...headings.map((heading) => heading.length));
    const message =
      "A heading that names the way, the agents, the seconds, the speedup, the CPU and the memory: six words or more. Its words";
    expect(words, message).toBeGreaterThanOrEqual(6);
    const widths = [...new Set(lines.map((line) => line.length))];
    expect(
      widths.length,
      `All lines are equally long, so columns line up (padEnd, padStart). Lengths ${widths.join(", ")}: different ones`,
    ).toBe(1);
  });

  check("every row of the table tells all its figures", async ({ submission, random }) => {
    const { rows } = drawTable(drawFrom(random));
    const { table } = await analysisOf(submission, rows);
    for (const row of rows) {
      const { approach, agents, seconds, speedup, cpuPercent, memoryMB } = row;
      const line = lineOf(table.split("\n"), row) ?? "";
      const figures = numbersOf(line);
      // Figures may be rounded, and times may be in seconds or in milliseconds.
      const tells = (...values: readonly number[]) =>
        figures.some((figure) => values.some((value) => Math.abs(figure - value) <= 0.05 * value));
      const missing = [
        ...(tells(seconds, 1000 * seconds) ? [] : [`seconds (${seconds.toFixed(3)})`]),
        ...(tells(speedup) ? [] : [`speedup (${speedup})`]),
        ...(tells(cpuPercent) ? [] : [`CPU (${cpuPercent} %)`]),
        ...(tells(memoryMB) ? [] : [`memory (${memoryMB} MB)`]),
      ];
      const message = `Every row tells seconds, speedup, CPU and memory. The line “${line.trim()}” of ${approach} with ${agents} agents lacks`;
      expect(missing, message).toEqual([]);
    }
  });

  hidden("the rows stay as they were, and their order decides nothing", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const { rows, winner } = drawTable(draw);
    for (const order of [rows, draw.shuffle(rows)])
      expect((await analysisOf(submission, order)).winner, `The rows: ${secondsIn(order)}. The winner`).toBe(
        winner.approach,
      );
    const [first = "", second = "", ...others] = draw.shuffle(ways);
    const slow = Object.fromEntries(others.map((way) => [way, 40]));
    const exactly = rowsFrom({ 8: { ...slow, [first]: 20, [second]: 22 } });
    expect((await analysisOf(submission, exactly)).winner, "10 % is a lead. The winner").toBe(first);
    const justSo = rowsFrom({ 8: { ...slow, [second]: 21, [first]: 20 } });
    expect(
      (await analysisOf(submission, justSo)).winner,
      "21 s against 20 s are 5 % more, and only less than 5 % is noise. The winner",
    ).toBe(first);
    const tie = drawTie(draw);
    expect((await analysisOf(submission, tie.rows)).winner, `${secondsIn(tie.rows)}. The winner`).toBe(null);
  });

  hidden("one way alone wins over nobody else", async ({ submission, random }) => {
    const way = random.pick(ways);
    const { winner, table } = await analysisOf(submission, rowsFrom({ 8: { [way]: 1 } }));
    expect([winner, table.includes(way)], "A single row: winner, and a table with it").toEqual([way, true]);
  });
});

exercise("12.7", { reread: "Exercise 12.7 · The page" }, ({ check, hidden }) => {
  const pageOf = async (submission: RemoteSubmission, title: string, rows: readonly object[]) => {
    const html = textIn(await submission.call("page", title, rows), "page() gives the page as text. It");
    expect(
      html.length < 1_000_000 ? "less than a megabyte" : `${html.length} characters`,
      "The page's length",
    ).toBe("less than a megabyte");
    return html;
  };
  const plain = (html: string) => html.replace(/<(style|script|svg)\b[\s\S]*?<\/\1>/gi, " ");
  const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  /** A text of HTML as a browser shows it. */
  const asRead = (text: string) =>
    text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    });

  check("it is a whole page with your title", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const title = draw.words(2).join(" and ");
    const html = await pageOf(submission, title, drawTable(draw).rows);
    expect(html.trimStart().slice(0, 15).toLowerCase(), "A page begins with its doctype. It begins").toBe(
      "<!doctype html>",
    );
    const [, inHead = ""] = /<title>([^<]*)<\/title>/i.exec(html) ?? [];
    expect(asRead(inHead), "The <title> is yours. It").toContain(title);
    const [, heading = ""] = /<h1[^>]*>([\s\S]*?)<\/h1>/i.exec(html) ?? [];
    expect(asRead(heading.replace(/<[^>]+>/g, "")), "The <h1> is yours. It").toContain(title);
  });

  check("every row of the benchmark is a row of a table", async ({ submission, random }) => {
    const { rows } = drawTable(drawFrom(random));
    const html = plain(await pageOf(submission, "Rows", rows));
    const lines = [...html.matchAll(/<tr\b[\s\S]*?(?=<tr\b|<\/table>)/gi)].map(([line]) =>
      asRead(line.replace(/<[^>]+>/g, " ")),
    );
    for (const row of rows) {
      const message = `A <tr> for ${row.approach} with ${row.agents} agents. It is`;
      const line = lineOf(lines, row);
      expect(line === undefined ? "missing" : "there", message).toBe("there");
      const isNear = (figure: number, value: number) => Math.abs(figure - value) <= 0.05 * value;
      const isTold = numbersOf(line as string).some((figure) =>
        [row.seconds, 1000 * row.seconds, row.speedup].some((value) => isNear(figure, value)),
      );
      expect(
        isTold ? "them" : (line as string).trim(),
        `${row.approach} with ${row.agents} agents took ${row.seconds.toFixed(2)} s, and was ${row.speedup} times as fast. Its <tr> tells`,
      ).toBe("them");
    }
  });

  check(
    "the winner follows from the rows, and a draw is told as one",
    { essential: true },
    async ({ submission, random }) => {
      const draw = drawFrom(random);
      const told = async (rows: readonly object[]) => {
        const text = plain(await pageOf(submission, "Who", rows))
          .replace(/<table\b[\s\S]*?<\/table>/gi, " ")
          .replace(/<[^>]+>/g, " ");
        const empty = "Say in words that nobody won: `null` is for programs. The page's text";
        expect(text, empty).not.toMatch(/\b(?:null|undefined|NaN)\b/);
        return text;
      };
      for (let round = 0; round < 2; round += 1) {
        const { rows, winner, most } = drawTable(draw);
        const clear = asRead(await told(rows));
        expect(
          clear,
          `Outside of the table the page names the winner (${secondsIn(most)}). Its text`,
        ).toContain(winner.approach);
        const message = `It gives the reasons, too: ${winner.speedup} times as fast. Its text`;
        expect(clear, message).toMatch(new RegExp(`${winner.speedup}`.replace(".", "[.,]")));
      }
      expect(
        await told(drawTie(draw).rows),
        "A draw: the page says that nobody won, or there is no winner. Its text",
      ).toMatch(/no winner|nobody|no one|none|draw|too close|tie\b/i);
    },
  );

  check("there is a chart in it, as SVG", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const chartsOf = async () => {
      const html = await pageOf(submission, "Chart", drawTable(draw).rows);
      return html.match(/<svg\b[\s\S]*?<\/svg>/gi) ?? [];
    };
    const charts = await chartsOf();
    const shapesOf = (svg: string) => svg.match(/<(rect|path|line|circle|polyline|polygon)\b/gi)?.length ?? 0;
    expect(
      Math.max(0, ...charts.map(shapesOf)),
      "A chart as <svg> in the page, with a shape for each of the four ways at least. The shapes in it",
    ).toBeGreaterThanOrEqual(4);
    // What is written in it, and what it says to those who cannot see it.
    const words = charts
      .flatMap((svg) => [
        ...[...svg.matchAll(/\baria-label\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(
          (match) => match[1] ?? match[2],
        ),
        svg.replace(/<style\b[\s\S]*?<\/style>/gi, " ").replace(/<[^>]+>/g, " "),
      ])
      .join(" ");
    const unnamed = ["sequential", "event-loop", "worker-threads", "child-processes"].filter(
      (way) => !words.replace(/\W+/g, "-").toLowerCase().includes(way),
    );
    expect(unnamed, "Whoever looks at the chart can tell the ways apart. Not named in it").toEqual([]);
    const units =
      /\b(?:s|ms|milliseconds?|sec\w*|times?|speed-?ups?|faster|slower|percent|cpu|mb|mega\w*)\b|[%×]/i;
    expect(
      units.test(words) ? "a unit" : "none",
      "A bar without a unit says nothing: seconds, or times as fast. In the chart stands",
    ).toBe("a unit");
    const others = await chartsOf();
    expect(
      charts.join() === others.join() ? "the same picture" : "another picture",
      "The chart shows the rows. For rows with other seconds it is",
    ).toBe("another picture");
  });

  check("it loads nothing from anywhere", async ({ submission, random }) => {
    const html = await pageOf(submission, "Alone", drawTable(drawFrom(random)).rows);
    const loads = [
      ...html.matchAll(
        /<(?:script|img|iframe|link|source|video|audio|embed|image|use)\b[^>]*\b(?:src|href|[a-z]+:href)\s*=\s*["']?(?!data:|#)([^"'\s>]+)/gi,
      ),
      ...html.matchAll(/@import\s+(?:url\()?["']?(?!data:)([^"')\s;]+)/gi),
      ...html.matchAll(/url\(\s*["']?(?!data:|#)([^"')]+)/gi),
    ].map((match) => match[1]);
    expect(loads, "One file, no network: nothing is loaded. Loaded").toEqual([]);
  });

  check(
    "a title with < and & is read, and never run",
    { essential: true },
    async ({ submission, random }) => {
      const draw = drawFrom(random);
      const [word = "", run = ""] = draw.words(2);
      const title = `${word} < b & "c" > d &lt; e <script>alert("${run}")</script>`;
      const html = await pageOf(submission, title, drawTable(draw).rows);
      expect(html, "Write &lt; for <. The page").not.toContain(`<script>alert("${run}")`);
      const [, inHead = ""] = /<title>([^<]*)<\/title>/i.exec(html) ?? [];
      expect(inHead, "Write &amp; for &, as well. The title in the page").not.toMatch(/&(?!\w+;|#\w+;)/);
      const [, heading = ""] = /<h1[^>]*>([\s\S]*?)<\/h1>/i.exec(html) ?? [];
      for (const [place, text] of [
        ["<title>", inHead],
        ["<h1>", heading.replace(/<[^>]+>/g, "")],
      ] as const) {
        const read = asRead(text);
        const message = `A reader finds each character of the title again: “${title}”. In the ${place} stands`;
        expect(read.includes(title) ? title : read, message).toBe(title);
      }
    },
  );

  check("nothing slips in between the rows and the points", async ({ submission, random }) => {
    const html = plain(await pageOf(submission, "Lists", drawTable(drawFrom(random)).rows));
    const between = [...html.matchAll(/<\/(?:tr|td|th|li)>([^<]*)(?=<)/gi)].map(([, text = ""]) =>
      asRead(text).trim(),
    );
    expect(
      between.filter((text) => text !== ""),
      "Text that stands between two rows, cells or points is shown where it does not belong. Lists are joined with commas unless you join them. Between them stands",
    ).toEqual([]);
  });

  hidden("a name in the rows is text as well", async ({ submission, random }) => {
    const draw = drawFrom(random);
    const evil = `<img src=x onerror=alert(${draw.int(2, 99)})>`;
    const table = drawTable(draw);
    const loser = table.most.at(-1) as TableRow;
    for (const named of [loser.approach, table.winner.approach]) {
      const rows = table.rows.map((row) => (row.approach === named ? { ...row, approach: evil } : row));
      const html = await pageOf(submission, "Names", rows);
      const message =
        "A name from the rows may hold anything, in the table, the verdict and the chart. Of such a name the page holds as code";
      expect(html.includes("<img src=x") ? "<img src=x" : "nothing", message).toBe("nothing");
    }
  });
});
