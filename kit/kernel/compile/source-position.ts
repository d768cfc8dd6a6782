import { SourceMap } from "node:module";

/** A place in a text. Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds the position in a cell of a position in its JavaScript. */
export type PositionFinder = (line: number, column: number) => Position | undefined;

/**
 * Traces a position back through several source maps, the last step's map first.
 *
 * @param maps The maps as JSON, from the last compile step to the first.
 * @param extraLines How many lines were put in front of the cell before it was compiled.
 */
export function positionFinder(maps: readonly string[], extraLines: number): PositionFinder {
  // Most cells never fail, so the maps are parsed at the first use.
  let sourceMaps: SourceMap[] | undefined;
  return (line, column) => {
    sourceMaps ??= maps.map((map) => new SourceMap(JSON.parse(map)));
    let at = { line: line - 1, column: column - 1 };
    for (const map of sourceMaps) {
      const entry = map.findEntry(at.line, at.column);
      if (!("originalLine" in entry)) return undefined;
      at = { line: entry.originalLine, column: entry.originalColumn };
    }
    const found = { line: at.line + 1 - extraLines, column: at.column + 1 };
    return found.line >= 1 ? found : undefined;
  };
}

/**
 * The cell's line (from 1) for each line of the JavaScript, or 0 for a line that the compiler added.
 *
 * @param sourceLines Number of lines of the cell. Lines that map behind its end were added by the compiler.
 */
export function lineTable(js: string, find: PositionFinder, sourceLines: number): number[] {
  let last = 0;
  return js.split("\n").map((text, index) => {
    const column = text.search(/\S/) + 1;
    const line = column > 0 ? find(index + 1, column)?.line : undefined;
    if (line !== undefined && line <= sourceLines) last = line;
    return last;
  });
}
