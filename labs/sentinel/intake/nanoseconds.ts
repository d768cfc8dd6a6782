/**
 * Seconds since 1970 of a decimal number of nanoseconds in a text, to the microsecond: more digits than a double holds are left out.
 * NaN where it is no such number.
 */
export function secondsOfNanoseconds(text: string, start: number, end: number): number {
  const digits = end - start;
  if (digits < 4 || digits > 19) return Number.NaN;
  let micros = 0;
  for (let i = start; i < end - 3; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    micros = micros * 10 + digit;
  }
  return micros / 1e6;
}
