import { formatMemory, formatPercent } from "../../common/format-numbers.ts";
import { variantInSentence, variantTitle } from "../../common/variant-title.ts";
import type { Saving } from "./claim.ts";
import type { ContainerBill } from "./containers.ts";
import type { CostExample } from "./cost-examples.ts";
import type { CostPlan } from "./plan-costs.ts";

/** The titles of a table of bills; the money has a column only where there are prices. */
export function billTitles({ prices }: CostPlan): string[] {
  const money = prices === null ? [] : [prices.currency ?? "money"];
  return ["executor", "agents/s each", "containers", "cores", "busy", "core-hours", "memory each", ...money];
}

/** A bill as the cells of such a table. */
export function billCells(approach: string, bill: ContainerBill, { prices }: CostPlan): string[] {
  const money = prices === null ? [] : [bill.money === null ? "not known" : amount(bill.money)];
  return [
    variantTitle(approach),
    amount(bill.perSecond),
    amount(bill.containers),
    amount(bill.containers * bill.cores),
    bill.utilisation === null ? "?" : formatPercent(100 * bill.utilisation),
    amount(bill.coreHours),
    bill.memoryMB === null ? "?" : formatMemory(bill.memoryMB),
    ...money,
  ];
}

/** What is to be carried, in one line. */
export function loadLine({ load, busy, hours }: CostPlan): string {
  return `${amount(load)} agents a second, in containers that are planned for ${formatPercent(100 * busy)} of what they can do, for ${amount(hours)} hours.`;
}

/** The verdict on "75 % cheaper", in sentences. */
export function claimLines({ claim }: CostPlan): string[] {
  if (claim === null) {
    return [
      "It cannot be judged: that takes a row of the event loop or of a sequential run, and one of worker threads or child processes.",
    ];
  }
  const names = `from ${variantInSentence(claim.before)} to ${variantInSentence(claim.after)}`;
  return [
    `Paid by containers as large as the machine, ${names}: ${savingWords(claim.whole)}. ${holdsWords(claim.holds.whole)}`,
    `Paid by the cores that are kept busy: ${savingWords(claim.fitted)}. ${holdsWords(claim.holds.fitted)}`,
    ...claim.because,
  ];
}

export function savingWords({ share, of }: Saving): string {
  if (share === null) return `what is saved of the ${of} is not known`;
  const percent = Math.round(100 * share);
  return percent < 0 ? `${-percent} % more ${of}` : `${percent} % less ${of}`;
}

function holdsWords(holds: boolean | null): string {
  if (holds === null) return "";
  return holds ? "“75 % cheaper” holds." : "“75 % cheaper” does not hold.";
}

/** An example in one line. */
export function exampleResult({ before, after, saving }: CostExample): string {
  const containers = ({ containers, cores }: ContainerBill) =>
    `${containers} × ${cores} ${cores === 1 ? "core" : "cores"}`;
  const memory = ({ gbHours }: ContainerBill) => formatMemory((gbHours ?? 0) * 1000);
  const sizes =
    saving.of === "money"
      ? `${memory(before)} → ${memory(after)}`
      : `${containers(before)} → ${containers(after)}`;
  const percent = (100 * (saving.share ?? 0)).toFixed(1).replace(/\.0$/, "");
  return `${sizes}: ${percent} % saved`;
}

/** What a queue adds, in sentences. */
export function queueLines({ queue, prices }: CostPlan): string[] {
  const { engine, milliseconds, percentOfAgent, percentOfCores } = queue;
  const money =
    prices !== null && engine.money !== null
      ? `, ${amount(engine.money)} ${prices.currency ?? "of money"}`
      : "";
  return [
    `${amount(engine.containers)} ${engine.containers === 1 ? "container" : "containers"} for the engine, which carries ${amount(engine.perSecond)} agents a second: ${amount(engine.coreHours)} core-hours${money}. That is ${formatPercent(percentOfCores)} of the core-hours of the fastest executor.`,
    `${amount(milliseconds)} ms for each agent, beside what it computes itself: ${formatPercent(percentOfAgent)} of that.`,
    ...(percentOfAgent > 20
      ? ["Such small agents are not worth the trip: send several of them as one."]
      : []),
  ];
}

/** A number of three digits, larger ones whole, with separators. */
export function amount(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}
