import type { CostPrices } from "./cost-options.ts";

/** What one container of an executor does and takes. */
export interface ContainerShape {
  /** Cores that are paid for. */
  readonly cores: number;
  /** Memory that is paid for in MB, null where it was not measured. */
  readonly memoryMB: number | null;
  /** Agents in a second, at its full speed. */
  readonly perSecond: number;
  /** Cores that compute at full speed, null where they were not measured. */
  readonly usedCores: number | null;
}

/** Equal containers that carry a load. */
export interface ContainerBill extends ContainerShape {
  readonly containers: number;
  /** The share of the paid cores that computes, 0 to 1; null where it was not measured. */
  readonly utilisation: number | null;
  readonly coreHours: number;
  readonly gbHours: number | null;
  /** Money for all hours, null without prices, or where memory has a price and was not measured. */
  readonly money: number | null;
}

interface Demand {
  /** Agents in a second. */
  readonly load: number;
  /** The share of a container's capacity that is planned for. */
  readonly busy: number;
  readonly hours: number;
  readonly prices: CostPrices | undefined;
}

/** How many containers of one shape carry a load, how busy they are, and what they cost. */
export function billFor(shape: ContainerShape, { load, busy, hours, prices }: Demand): ContainerBill {
  // A thousandth of a thousandth: ten containers that do 0.1 each carry a load of 1.
  const containers = Math.max(1, Math.ceil(load / (shape.perSecond * busy) - 1e-6));
  const share = load / (containers * shape.perSecond);
  const coreHours = containers * shape.cores * hours;
  const gbHours = shape.memoryMB === null ? null : (containers * shape.memoryMB * hours) / 1000;
  return {
    ...shape,
    containers,
    utilisation: shape.usedCores === null ? null : Math.min(1, (share * shape.usedCores) / shape.cores),
    coreHours,
    gbHours,
    money: prices === undefined ? null : moneyFor({ containers, coreHours, gbHours, hours }, prices),
  };
}

function moneyFor(
  bill: {
    readonly containers: number;
    readonly coreHours: number;
    readonly gbHours: number | null;
    readonly hours: number;
  },
  { coreHour = 0, gbHour = 0, containerHour = 0 }: CostPrices,
): number | null {
  if (gbHour > 0 && bill.gbHours === null) return null;
  const memory = gbHour > 0 ? (bill.gbHours ?? 0) * gbHour : 0;
  return bill.coreHours * coreHour + memory + bill.containers * bill.hours * containerHour;
}
