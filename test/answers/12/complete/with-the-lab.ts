// A complete capstone made of what the lab has: three shipped types and one by composition, a collector in shared memory, policies, and
// the lab's own charts.

// %%
// exercise 12.1 · A team of your own
interface SystemReport {
  readonly status: string;
  readonly results: readonly AgentResult[];
  readonly totalSeconds: number;
}

/** Scores a text by asking two small functions: composition in place of a deep family of classes. */
const vowels = (text: string) => [...text].filter((letter) => "aeiou".includes(letter)).length;
const longestWord = (text: string) => Math.max(...text.split(" ").map((word) => word.length));

class TextScorer extends AIAgent<{ text: string; times: number }, number> {
  protected override async think({ text, times }: { text: string; times: number }): Promise<number> {
    let score = 0;
    for (let time = 0; time < times; time += 1) score += vowels(text) * longestWord(text) + (time % 3);
    return score;
  }
}

function teamOf(count: number, work: number): AgentTask[] {
  const team: AgentTask[] = [];
  for (let id = 0; id < count; id += 1) {
    switch (id % 3) {
      case 0:
        team.push(agent(TextScorer, id, { text: "many hands make light work", times: Math.ceil(900 * work) }));
        break;
      case 1:
        team.push(agent(DataAnalyst, id, Math.ceil(2_000_000 * work)));
        break;
      default:
        team.push(agent(ModelTrainer, id, { epochs: Math.ceil(100 * work), seed: 7 }));
    }
  }
  return team;
}

async function runSystem(team: readonly AgentTask[]): Promise<SystemReport> {
  let status = "";
  const run = await runMultiAgentSystem({
    agents: team,
    schedule: "longest-first",
    announce: (line) => {
      status = line;
      console.log(line);
    },
  });
  return { status, results: run.results, totalSeconds: run.totalSeconds };
}

const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));

// %%
// exercise 12.2 · Nothing gets lost
import { Channel } from "@swarmlab/labs";

interface MyFinding {
  readonly agentId: number;
  readonly index: number;
  readonly worker: string;
  readonly found: string;
}

/** All agents send into one channel, in parcels; the main thread receives while they still work. */
async function collectFindings(agents: number, each: number, site: Site): Promise<readonly MyFinding[]> {
  const channel = new Channel<MyFinding[]>({ capacity: 16 });
  const find = (howMany: number, { agentId, worker, shared }: AgentContext) => {
    const { channel: out, site: place } = shared as { channel: Channel<MyFinding[]>; site: Site };
    let parcel: MyFinding[] = [];
    for (let index = 0; index < howMany; index += 1) {
      parcel.push({ agentId, index, worker, found: unearth(place, agentId, index) });
      if (parcel.length === 50) {
        out.send(parcel);
        parcel = [];
      }
    }
    out.send(parcel);
  };
  const running = runMultiAgentSystem({
    agents: Array.from({ length: agents }, (_, id) => agent(find, id, each)),
    shared: { channel, site },
    announce: false,
  });
  running.finally(() => channel.close()).catch(() => {});
  const findings: MyFinding[] = [];
  for await (const parcel of channel) findings.push(...parcel);
  await running;
  return findings;
}

// %%
// exercise 12.3 · One fails on purpose
interface Rehearsal {
  readonly results: readonly AgentResult[];
  readonly survivors: number;
}

class Digger extends AIAgent<Site, string> {
  protected override think(site: Site): string {
    return unearth(site, this.agentId, 0);
  }
}

class Saboteur extends AIAgent<string, bigint> {
  protected override think(how: string): bigint {
    if (how === "exit") process.exit(1);
    if (how === "spin") for (;;) {}
    return 1n / BigInt(how.length - how.length);
  }
}

async function rehearse(
  count: number,
  failingId: number,
  how: "throw" | "exit" | "spin",
  site: Site,
): Promise<Rehearsal> {
  const agents: AgentTask[] = Array.from({ length: count }, (_, id) => agent(Digger, id, site));
  agents[failingId] = agent(Saboteur, failingId, how);
  const { results } = await runMultiAgentSystem({ agents, timeout: 3, announce: false });
  let survivors = 0;
  for (const { success } of results) if (success) survivors += 1;
  return { results, survivors };
}

// %%
// exercise 12.4 · The clock
interface Timing {
  readonly seconds: readonly number[];
  readonly median: number;
}

async function timeRuns<Prepared>(
  prepare: () => Promise<Prepared>,
  run: (prepared: Prepared) => Promise<readonly { readonly success: boolean }[]>,
  rounds: number,
): Promise<Timing> {
  const times: number[] = [];
  for (let round = 0; round < rounds + 1; round += 1) {
    const prepared = await prepare();
    const begun = performance.now();
    const results = await run(prepared);
    times.push((performance.now() - begun) / 1000);
    if (results.some(({ success }) => !success)) throw new Error("a run with a failed agent has no time");
  }
  const seconds = times.slice(1);
  const sorted = seconds.slice().sort((one, other) => one - other);
  const half = rounds / 2;
  const median = Number.isInteger(half) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[Math.floor(half)];
  return { seconds, median };
}

// %%
// exercise 12.5 · Three ways, three sizes
import { median } from "@swarmlab/labs";
import pidusage from "pidusage";

async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const measure = async (approach: BenchmarkRow["approach"], agents: number) => {
    const team = teamOf(agents, work);
    const once = async () => {
      const { results, totalSeconds } = await runMultiAgentSystem({ agents: team, executor: approach, announce: false });
      allSucceeded(results);
      return totalSeconds;
    };
    await once();
    const before = coreTime();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await once());
    const after = coreTime();
    const { memory } = await pidusage(process.pid);
    const cpu = (100 * (after.busy - before.busy)) / Math.max(1, after.all - before.all);
    return { approach, agents, times, seconds: median(times), cpu, memory };
  };
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    const base = await measure("sequential", agents);
    const others = [
      base,
      await measure("event-loop", agents),
      await measure("worker-threads", agents),
      await measure("child-processes", agents),
    ];
    for (const { approach, times, seconds, cpu, memory } of others) {
      rows.push({
        approach,
        agents,
        times,
        seconds,
        speedup: base.seconds / seconds,
        cpuPercent: Math.min(100, Math.max(0, cpu)),
        memoryMB: memory / 1_000_000,
      });
    }
  }
  return rows;
}

// %%
// exercise 12.6 · Who won, and why
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

function analyse(rows: readonly BenchmarkRow[]): Analysis {
  const most = rows.reduce((agents, row) => Math.max(agents, row.agents), 0);
  const ranking = rows
    .filter(({ agents }) => agents === most)
    .slice()
    .sort((one, other) => one.seconds - other.seconds);
  const [winner, runnerUp] = ranking;
  const close = ranking.filter((row) => row.seconds < winner.seconds * 1.05).map(({ approach }) => approach);
  const columns: [string, (row: BenchmarkRow) => string][] = [
    ["approach", (row) => row.approach],
    ["agents", (row) => `${row.agents}`],
    ["seconds", (row) => row.seconds.toPrecision(3)],
    ["faster", (row) => `×${row.speedup.toFixed(2)}`],
    ["CPU", (row) => `${row.cpuPercent.toFixed(0)}%`],
    ["memory", (row) => `${row.memoryMB.toFixed(1)} MB`],
  ];
  const filled = columns.map(([head, cell]) => {
    const texts = [head, ...rows.map(cell)];
    const width = Math.max(...texts.map((text) => text.length));
    return texts.map((text) => text.padEnd(width));
  });
  const table = filled[0].map((_, line) => filled.map((column) => column[line]).join(" │ ")).join("\n");
  if (close.length > 1) return { winner: null, because: [`Too close: ${close.join(", ")}.`], table };
  return {
    winner: winner.approach,
    because: [
      `×${winner.speedup.toFixed(2)} against sequential, with ${winner.cpuPercent.toFixed(0)} % of the cores.`,
      runnerUp ? `Next came ${runnerUp.approach}.` : "There was nothing else.",
    ],
    table,
  };
}

// %%
// exercise 12.7 · The page
import MarkdownIt from "markdown-it";

/** The page as Markdown first: whoever escapes for a living does it better. */
async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const markdown = new MarkdownIt({ html: false });
  const plain = (text: string) => markdown.utils.escapeHtml(text);
  const { winner, because } = analyse(rows);
  const most = Math.max(...rows.map(({ agents }) => agents));
  const shown = rows.filter(({ agents }) => agents === most).map(({ approach, seconds }) => ({ label: approach, seconds }));
  const chart = await barChart(
    shown.map(({ label, seconds }) => ({ label, value: seconds })),
    { title: "Seconds", axisTitle: "seconds" },
  );
  const table = rows
    .map((row) => `<tr><td>${plain(row.approach)}</td><td>${row.agents}</td><td>${row.seconds}</td><td>${row.speedup}</td></tr>`)
    .join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${plain(title)}</title></head><body>
<h1>${plain(title)}</h1>
<p><strong>${plain(winner ?? "Nobody won")}</strong></p>
${because.map((reason) => `<p>${plain(reason)}</p>`).join("")}
${chart.svg}
<table><tr><th>way</th><th>agents</th><th>seconds</th><th>speedup</th></tr>${table}</table>
</body></html>`;
}
