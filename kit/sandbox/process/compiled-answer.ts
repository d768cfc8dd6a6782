/** An answer, compiled to a CommonJS module that exports the names which the exercise and its checks use. */
export interface CompiledAnswer {
  readonly code: string;
  /** The file name in its stack frames. */
  readonly file: string;
  /** Names that the course defines, which no code of the answer may set. */
  readonly given?: readonly string[];
  /** What the answer must not take from the lab. @default nothing */
  readonly forbidden?: Forbidden;
}

/** Names of the lab that an exercise asks to build. */
export interface Forbidden {
  readonly exercise: string;
  readonly names: readonly string[];
}

/** What learners read where they take a name from the lab that the exercise asks them to build. */
export const forbiddenSentence = (exercise: string, name: string): string =>
  `Exercise ${exercise} asks you to build ${name} yourself: do not take ${name} from @swarmlab/labs.`;

export const NOTHING_FORBIDDEN: Forbidden = { exercise: "", names: [] };

/** Whether a process that started without one of these can serve the other: exercises that forbid nothing share processes. */
export const keepsOutTheSame = (one: Forbidden, other: Forbidden): boolean =>
  one.names.length === 0
    ? other.names.length === 0
    : one.exercise === other.exercise && one.names.join() === other.names.join();
