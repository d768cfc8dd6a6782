import { escapeMarkup } from "../../common/escape-markup.ts";
import { palette } from "../../dashboard/index.ts";
import { printable } from "./printable.ts";
import type { Heat } from "./sentinel-state.ts";

const PITCH_PX = 14;
const CELL_PX = 11;

/** The colours of the heat map. Each has 3:1 with light and dark cards; the shapes differ too. */
export const HEAT_COLOURS: Readonly<Record<Heat, string>> = {
  0: palette.grey,
  1: palette.amber,
  2: palette.pink,
  3: palette.failure,
};

export const HEAT_WORDS: Readonly<Record<Heat, string>> = {
  0: "as usual",
  1: "noticed",
  2: "shows an incident",
  3: "causes an incident",
};

const LEVELS: readonly Heat[] = [0, 1, 2, 3];

export interface HeatMapOptions {
  /** In pixels. */
  readonly width: number;
  /** Names that a pointer shows. @default none: the picture is a tenth of the size */
  readonly names?: readonly string[];
}

/** The services as cells, in their order: small and pale as usual, full and coloured where something is wrong. */
export function heatSvg(heat: readonly Heat[], { width, names }: HeatMapOptions): string {
  const columns = Math.max(1, Math.floor(width / PITCH_PX));
  const height = Math.max(1, Math.ceil(heat.length / columns)) * PITCH_PX;
  const cells =
    names === undefined
      ? LEVELS.map((level) => pathOf(heat, level, columns)).join("")
      : heat.map((level, index) => titledCell(level, index, columns, names[index] ?? "")).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${columns * PITCH_PX} ${height}" width="${columns * PITCH_PX}" height="${height}" role="img" aria-label="${escapeMarkup(heatWords(heat))}" style="display:block;max-width:100%;height:auto">${cells}</svg>`;
}

/** "500 services: 488 as usual, 7 noticed, 4 show an incident, 1 causes one". */
export function heatWords(heat: readonly Heat[]): string {
  const amount = (level: Heat) => heat.filter((one) => one === level).length;
  return `${heat.length} services: ${amount(0)} as usual, ${amount(1)} noticed, ${amount(2)} show an incident, ${amount(3)} cause one`;
}

function place(index: number, level: Heat, columns: number): { x: number; y: number; size: number } {
  const size = level === 0 ? CELL_PX - 4 : CELL_PX;
  const inset = (PITCH_PX - size) / 2;
  return {
    x: (index % columns) * PITCH_PX + inset,
    y: Math.floor(index / columns) * PITCH_PX + inset,
    size,
  };
}

/** All cells of a level as one path, which is short enough to be sent eight times a second. */
function pathOf(heat: readonly Heat[], level: Heat, columns: number): string {
  const squares = heat.flatMap((one, index) => {
    if (one !== level) return [];
    const { x, y, size } = place(index, level, columns);
    return [`M${x} ${y}h${size}v${size}h-${size}z`];
  });
  return squares.length === 0 ? "" : `<path d="${squares.join("")}" ${look(level)}/>`;
}

function titledCell(level: Heat, index: number, columns: number, name: string): string {
  const { x, y, size } = place(index, level, columns);
  const title = escapeMarkup(`${printable(name)}: ${HEAT_WORDS[level]}`);
  return `<rect x="${x}" y="${y}" width="${size}" height="${size}" rx="1.5" ${look(level)}><title>${title}</title></rect>`;
}

function look(level: Heat): string {
  return `fill="${HEAT_COLOURS[level]}"${level === 0 ? ' fill-opacity="0.5"' : ""}`;
}
