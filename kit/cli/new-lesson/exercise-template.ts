/** An exercise that a new lesson begins with; its author replaces it. */
export interface ExerciseTemplate {
  readonly title: string;
  /** The heading that feedback sends learners back to, and the text below it. */
  readonly heading: string;
  readonly lesson: string;
  /** What to do. */
  readonly task: string;
  /** The line that begins the function, with its brace. */
  readonly signature: string;
  /** The body of the solution, indented. */
  readonly solution: string;
  /** How long an answer is about, such as "1 line". */
  readonly length: string;
  /** They climb, and none holds the answer. */
  readonly hints: readonly string[];
  readonly explanation: string;
  /** The body of the checks, indented. */
  readonly checks: string;
  readonly right: readonly TemplateAnswer[];
  readonly wrong: readonly (TemplateAnswer & { readonly fails: string })[];
}

export interface TemplateAnswer {
  /** The end of the file's name. */
  readonly name: string;
  /** What is special about it, in a sentence. */
  readonly about: string;
  readonly code: string;
}
