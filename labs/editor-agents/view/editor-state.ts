import type { EditorAgentName, EditorEvent, Verdict } from "../bus/messages.ts";
import type { UnusedExport } from "../refactorer/unused-exports.ts";

/** How many of the newest verdicts and sentences are kept. */
const MOST_KEPT = 8;

/** What one agent does. */
export interface AgentState {
  readonly name: EditorAgentName;
  /** What it works on; null while it waits. */
  readonly worksOn: string | null;
  /** What it has, as a few words. */
  readonly has: string;
}

/** All that can be seen of an editor's agents; it never changes, each event makes a new one. */
export interface EditorState {
  readonly folder: string;
  readonly agents: readonly AgentState[];
  /** How many batches of saves there were. */
  readonly saves: number;
  /** How often a save has superseded a run of tests. */
  readonly superseded: number;
  /** The newest last. */
  readonly verdicts: readonly Verdict[];
  readonly unused: readonly UnusedExport[];
  /** The newest last. */
  readonly sentences: readonly string[];
}

const NAMES: readonly EditorAgentName[] = ["watcher", "parser", "tester", "refactorer"];

/** The state before anything has happened. */
export function startEditor(folder: string): EditorState {
  return {
    folder,
    agents: NAMES.map((name) => ({ name, worksOn: "its start", has: "" })),
    saves: 0,
    superseded: 0,
    verdicts: [],
    unused: [],
    sentences: [],
  };
}

/** The state after an event. */
export function advanceEditor(state: EditorState, event: EditorEvent): EditorState {
  const withAgent = (name: EditorAgentName, change: Partial<AgentState>): EditorState => ({
    ...state,
    agents: state.agents.map((one) => (one.name === name ? { ...one, ...change } : one)),
  });
  switch (event.kind) {
    case "working":
      return withAgent(event.agent, { worksOn: event.on });
    case "waiting":
      return withAgent(event.agent, { worksOn: null, has: event.has });
    case "saved":
      return { ...state, saves: state.saves + 1 };
    case "superseded":
      return { ...state, superseded: state.superseded + 1 };
    case "verdict":
      return { ...state, verdicts: newest(state.verdicts, event) };
    case "exports":
      return { ...state, unused: event.unused };
    case "trouble":
      return {
        ...(event.isFatal ? withAgent(event.agent, { worksOn: null, has: "has ended" }) : state),
        sentences: newest(state.sentences, event.message),
      };
    case "restarted":
      return {
        ...withAgent(event.agent, { worksOn: "its start" }),
        sentences: newest(state.sentences, `The ${event.agent} was started again: ${event.reason}.`),
      };
  }
}

function newest<T>(list: readonly T[], next: T): readonly T[] {
  return [...list, next].slice(-MOST_KEPT);
}
