/** One operation of a history, from its call to its return. */
export interface OperationRecord {
  readonly thread: number;
  readonly name: string;
  readonly args: readonly unknown[];
  /** The number of the first step in it; 0 while there was none. An operation without a step has the step before its return. */
  from: number;
  /** The number of the last step in it; infinite while it has not returned. */
  to: number;
  result: unknown;
  hasThrown: boolean;
}
