import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { ClassError } from "../class-error.ts";
import { decodeText } from "./decode-text.ts";

/** The content of a CSV file: a header, and rows of texts. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The line of each row in the file, from 1. */
  readonly lines: readonly number[];
}

/** Bytes above which a file is not read. */
const MAX_CSV_BYTES = 64_000_000;

/**
 * Reads a CSV file, as spreadsheets and learning platforms write it: comma, semicolon or tab, with Excel's line `sep=;` or without, in
 * any encoding that {@link decodeText} knows.
 *
 * @param what - the file's name in messages, such as "The roster"
 * @throws ClassError `INVALID_INPUT`
 */
export function readCsv(file: string, what: string): CsvTable {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new ClassError("INVALID_INPUT", `${what} ${file} cannot be read: ${(error as Error).message}.`);
  }
  if (bytes.length > MAX_CSV_BYTES)
    throw new ClassError("INVALID_INPUT", `${what} ${file} is larger than 64 MB.`);
  return parseCsv(decodeText(bytes), `${what} ${file}`);
}

/** @throws ClassError `INVALID_INPUT` */
export function parseCsv(written: string, what: string): CsvTable {
  // Excel reads the separator from a first line "sep=;". It is no row.
  const told = /^\uFEFF?"?sep=(.)"?[;,\t]*(?:\r\n|\n|\r)/i.exec(written);
  const text = told ? written.slice(told[0].length) : written;
  let records: { record: string[]; info: { lines: number } }[];
  try {
    // Safe: with `info: true` csv-parse gives records in this form, which its types do not say.
    records = parse(text, {
      bom: true,
      delimiter: told?.[1] ?? delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch (error) {
    throw new ClassError(
      "INVALID_INPUT",
      `${what} is no CSV file that can be read: ${(error as Error).message}.`,
    );
  }
  const [header, ...rows] = records;
  if (!header) throw new ClassError("INVALID_INPUT", `${what} is empty: its first line names the columns.`);
  const filled = rows.filter(({ record }) => record.some((cell) => cell.trim() !== ""));
  return {
    header: header.record.map((name) => name.trim()),
    rows: filled.map(({ record }) => record),
    lines: filled.map(({ info }) => info.lines + (told ? 1 : 0)),
  };
}

/** The separator that is most frequent in the first line. */
function delimiterOf(text: string): string {
  const first = text.split(/\r\n|\n|\r/, 1)[0] ?? "";
  const count = (separator: string) => first.split(separator).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}
