import type { OutboxState } from "../store/outbox-row.ts";
import type { SentinelPhase, SentinelState } from "./sentinel-state.ts";

/** A whole number with separators: "31,204". */
export function number(value: number): string {
  return Math.round(value).toLocaleString("en-GB");
}

/** "500 simulated services, 30 times as fast as real". */
export function watchedWords({ about, isSimulated, speed }: SentinelState): string {
  return isSimulated && speed !== 1 ? `${about}, ${number(speed)}× speed` : about;
}

/** "0:42" or "1:02:03". @param seconds since the start */
export function elapsedWords(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, "0");
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, "0")}:${rest}`;
}

const POST_WORDS: Readonly<Record<OutboxState, string>> = {
  written: "waits",
  sending: "is being sent",
  sent: "sent",
  unknown: "may have arrived",
  refused: "refused",
  withdrawn: "withdrawn",
};

/** The state of a post in a word or three. */
export function postWord(state: OutboxState): string {
  return POST_WORDS[state];
}

/** What stands behind the time while it does not just watch: " · learns what is usual". */
export function phaseWords(phase: SentinelPhase): string {
  if (phase === "watching") return "";
  return phase === "learning" ? " · learns what is usual" : ` · ${phase}`;
}
