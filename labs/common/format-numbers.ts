/** Seconds as text: `0.42 ms`, `17 ms`, `1.03 s`, `12.4 s`, `3 min 20 s`. At most three digits; never rounded to 0. */
export function formatSeconds(seconds: number): string {
  if (seconds === 0) return "0 s";
  if (seconds < 0.0995) {
    const milliseconds = seconds * 1000;
    if (milliseconds < 0.0005) return "<0.001 ms";
    return `${trimmed(milliseconds, milliseconds < 0.0995 ? 3 : milliseconds < 9.95 ? 2 : 0)} ms`;
  }
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 119.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A speedup as text: `1.97×`. */
export function formatSpeedup(speedup: number): string {
  if (speedup >= 99.5) return `${Math.round(speedup)}×`;
  if (speedup >= 9.995) return `${speedup.toFixed(1)}×`;
  return speedup >= 0.01 ? `${speedup.toFixed(2)}×` : `${Number(speedup.toPrecision(1))}×`;
}

/** A number with its noun: `1 agent`, `2 agents`. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${amount} ${amount === 1 ? singular : plural}`;
}

function trimmed(value: number, digits: number): string {
  return Number(value.toFixed(digits)).toString();
}

/** The text with a capital first letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Megabytes as text: `0.4 MB`, `84 MB`, `1.5 GB`. */
export function formatMemory(megabytes: number): string {
  if (megabytes >= 1000) return `${(megabytes / 1000).toFixed(1)} GB`;
  return megabytes < 9.95 ? `${megabytes.toFixed(1)} MB` : `${Math.round(megabytes)} MB`;
}

/** A percentage as text, without decimals unless it is below 1: `45 %`, `0.3 %`. */
export function formatPercent(percent: number): string {
  return percent > 0 && percent < 0.95 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`;
}
