/** The rooms of the house and what each may import. A room is a folder of `labs` or `kit`; a name ends in its folder's name. */
export interface House {
  /** For each room, the rooms it may import. */
  readonly arrows: Readonly<Record<string, readonly string[]>>;
  /** Files outside a room's `index.ts` that other rooms may import: entries of a package, and rooms whose files stand alone. */
  readonly doors: readonly RegExp[];
}

const labsRooms = ["labs/common", "labs/agents", "labs/sharing", "labs/swarm"];

/** What docs/architecture.md draws. */
export const house: House = {
  arrows: {
    "labs/common": [],
    "labs/agents": ["labs/common"],
    "labs/sharing": ["labs/common", "labs/agents"],
    "labs/swarm": ["labs/common", "labs/agents", "labs/sharing"],
    "labs/instruments": ["labs/common", "labs/agents", "labs/sharing"],
    "labs/chaos": labsRooms,
    "labs/dashboard": labsRooms,
    "labs/graph": [...labsRooms, "labs/dashboard"],
    "labs/research": labsRooms,
    "labs/model": ["labs/common", "labs/agents"],
    "labs/sentinel": [...labsRooms, "labs/model", "labs/dashboard"],
    "labs/bench": [...labsRooms, "labs/dashboard", "labs/graph", "labs/sentinel"],
    "labs/examples": [...labsRooms, "labs/dashboard", "labs/graph", "labs/sentinel", "labs/bench"],
    "labs/editor-agents": labsRooms,
    "kit/common": [],
    "kit/kernel": ["labs", "kit/common"],
    "kit/explore": ["labs", "kit/common"],
    "kit/live": ["labs", "kit/common", "kit/kernel"],
    "kit/lesson": ["labs", "kit/common", "kit/kernel"],
    "kit/sandbox": ["labs", "kit/common", "kit/explore"],
    "kit/checking": ["labs", "kit/common", "kit/kernel", "kit/explore", "kit/lesson", "kit/sandbox"],
    "kit/authoring": ["labs", "kit/common", "kit/kernel", "kit/lesson", "kit/checking"],
    "kit/guard": ["labs", "kit/common", "kit/lesson"],
    "kit/notebook": [
      ...["labs", "kit/common", "kit/kernel", "kit/explore", "kit/lesson", "kit/sandbox"],
      ...["kit/checking", "kit/live", "kit/guard"],
    ],
    "kit/grading": [
      ...["labs", "kit/common", "kit/kernel", "kit/lesson", "kit/sandbox", "kit/checking", "kit/guard"],
    ],
    "kit/release": [
      ...["labs", "kit/common", "kit/kernel", "kit/lesson", "kit/sandbox", "kit/grading"],
      "kit/guard",
    ],
    "kit/cli": [
      ...["labs", "kit/common", "kit/live", "kit/lesson", "kit/sandbox", "kit/checking", "kit/notebook"],
      ...["kit/authoring", "kit/grading", "kit/release", "kit/guard"],
    ],
    "kit/lab": ["kit/common"],
  },
  doors: [
    /^(labs|kit)\/common\//,
    /^labs\/swarm\/transfer\/index\.ts$/,
    // All that a worker loads of agents; `index.ts` would load every agent type in every worker.
    /^labs\/agents\/agent\.ts$/,
    /^kit\/checking\/checks\/index\.ts$/,
  ],
};
