import type { AgentContext } from "../../../../labs/agents/index.ts";
import {
  type Assignment,
  type Complaint,
  CorpusResearcher,
  Critic,
  type Draft,
  type Plan,
  Planner,
  Reader,
  type ReadingDone,
  type ReadingTask,
  type Review,
  type Share,
  type ShareRead,
  Writer,
} from "../../../../labs/research/index.ts";

/** Researcher 1 takes its thread down, each time it is tried. */
export class DyingResearcher extends CorpusResearcher {
  static override readonly module: string = import.meta.url;

  protected override think(tasks: readonly ReadingTask[], context: AgentContext): ReadingDone {
    if (this.agentId === 1) process.exit(3);
    return super.think(tasks, context);
  }
}

/** All researchers fail. */
export class FailingResearcher extends CorpusResearcher {
  static override readonly module: string = import.meta.url;

  protected override think(): ReadingDone {
    throw new Error("has no eyes");
  }
}

/** The reader of the share that begins with `gone` fails. */
export class FailingReader extends Reader {
  static override readonly module: string = import.meta.url;

  protected override think(share: Share, context: AgentContext): ShareRead {
    if (share.paths[0]?.startsWith("gone")) throw new Error("lost its glasses");
    return super.think(share, context);
  }
}

/** The lead has no idea. */
export class IdleLead extends Planner {
  static override readonly module: string = import.meta.url;

  protected override think(): Plan {
    return { questions: [], unknownWords: [] };
  }
}

/** Changes a letter of its first quotation until critics have complained once. */
export class CarelessWriter extends Writer {
  static override readonly module: string = import.meta.url;

  protected override think(assignment: Assignment, context: AgentContext): Draft {
    const draft = super.think(assignment, context);
    return assignment.complaints.length > 0 ? draft : misquoted(draft);
  }
}

/** Changes a letter of its first quotation in every draft. */
export class StubbornWriter extends Writer {
  static override readonly module: string = import.meta.url;

  protected override think(assignment: Assignment, context: AgentContext): Draft {
    return misquoted(super.think(assignment, context));
  }
}

function misquoted(draft: Draft): Draft {
  const [first, ...others] = draft.citations;
  if (first === undefined) return draft;
  return { ...draft, citations: [{ ...first, quote: `${first.quote}?` }, ...others] };
}

/** Says something else than its first quotation, and cites a source that it does not name. */
export class DreamingWriter extends Writer {
  static override readonly module: string = import.meta.url;

  protected override think(assignment: Assignment, context: AgentContext): Draft {
    const draft = super.think(assignment, context);
    const dreams = {
      title: "Dreams",
      statements: [
        { text: "Locks dream.", citation: 1 },
        { text: "So do keys.", citation: 99 },
      ],
    };
    return { ...draft, sections: [...draft.sections, dreams] };
  }
}

/** No critic comes back. */
export class DyingCritic extends Critic {
  static override readonly module: string = import.meta.url;

  protected override think(review: Review): readonly Complaint[] {
    if (review.path.includes("locks")) process.exit(3);
    return super.think(review);
  }
}
