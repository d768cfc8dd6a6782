/** What the manager says about an incident. */
export interface Summary {
  /** One line of at most 150 characters. */
  readonly headline: string;
  /** Some plain sentences, at most 1,500 characters. */
  readonly text: string;
  /** "template", or the name of the model that wrote it. */
  readonly by: string;
  /** Why the template stands in for the model, as one sentence; undefined where it does not. */
  readonly fallback: string | undefined;
}

export const LONGEST_HEADLINE = 150;
export const LONGEST_TEXT = 1500;
