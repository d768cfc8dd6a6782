/**
 * How much a piece of evidence speaks for its cause. Wording has weights of its own, see `WORDING_CLASSES`; 3 is a piece that
 * hardly means anything else. A confidence is a cause's share of all weights.
 */
export const EVIDENCE_WEIGHTS = {
  /** A deploy just before the first bad line; less with each minute between them. */
  deploy: 4,
  /** A callee whose own bad lines began before this service's, or that has gone silent. */
  calleeBadEarlier: 2,
  calleeSilent: 3,
  /** Bad lines name a callee, and its own lines say what is wrong there: the wording of those lines counts by so much. */
  calleeWording: 1,
  /** The service itself has gone silent. */
  silent: 3,
  /** Its clock differs from the reader's. */
  clockOffset: 6,
  /** A value rises that is named as memory, disk, or processor. */
  drift: 2,
  /** More lines than usual while it refuses some of them: callers repeat themselves. */
  overloadedMore: 2,
  /** A service on the same host became busy at the same time. */
  busyNeighbour: 3,
  /** It suffers, and no neighbour on its host is known to be busy: against its own certainty. */
  unknownNeighbour: 1.5,
  /** This service became busy, and those on the same host complain. */
  busySelf: 4,
  /** More of everything, and nothing bad: a load test. */
  moreOfAll: 3,
  /** One template went and another came, as often, and not graver: a rename. */
  renamed: 3,
  /** The whole vote of the closest known issues. */
  knownIssues: 1.5,
  /** It started, and said its version, just before the first bad line: a deploy, or whatever ended it. */
  restart: 1.5,
  /** Words of a program that meets what it was not written for, and no deploy was seen: against their certainty. */
  noDeploy: 0.8,
  /** A pool or queue is full, and it gets no more requests than usual: something else holds its places. */
  notMore: 1.5,
  /** Silence alone: a log that is not delivered any more looks the same. */
  silenceOnly: 1,
  /** Most bad lines are of repeated calls, and there are many more of them. */
  repeatsMore: 2,
  /** Bad lines in words that no class knows. */
  unknownWords: 1.2,
} as const;

/** A cause with less weight than this is not named. */
export const LEAST_WEIGHT = 1;
/** Minutes after which a deploy counts a third. */
export const DEPLOY_MINUTES = 10;
/** A deploy may be noticed so many seconds after its first bad line. */
export const DEPLOY_AFTER_SECONDS = 15;
/** Seconds by which a clock must differ. */
export const LEAST_CLOCK_OFFSET_SECONDS = 5;
/** Bad lines of so many seconds before the signal belong to it. */
export const BEFORE_SIGNAL_SECONDS = 90;
/** A template that became so many times as frequent is not the usual one any more. */
export const RISEN_FACTOR = 3;
/** A share of bad lines that names a callee points to it. */
export const LEAST_NAMING_SHARE = 0.25;
