/** Characters of the lines that are joined, at most. */
const LONGEST_JOINED = 4000;
const MOST_JOINED = 200;

const CONTINUES =
  /^(?:\s+\S|Caused by:|Suppressed:|\.{3} \d+ (?:more|common)|Traceback \(most recent call last\)|[})\]]\s*;?$|goroutine \d+ \[)/u;
const DOCKER_START = '{"log":';
const DOCKER_LINE = /^\{"log":("(?:[^"\\]|\\.)*")(,"(?:stream|attrs|time)":.*\})$/u;
const ENDS_TRACEBACK = /^[\w.]+(?:Error|Exception|Interrupt|Exit|Warning)\b(?::|$)/u;

/**
 * Joins a stack trace to the line before it, so that one failure is one event. A line goes on from the one before when it is indented, or
 * begins as frames and causes do; after a Python traceback comes the line of its error.
 *
 * The last line is kept back until the next one, or `flush`.
 */
export class LineJoiner {
  #pending: string | undefined;
  #joined = 0;
  /** The text of the line that is kept back, and what follows it in Docker's object. */
  #docker: { text: string; readonly rest: string } | undefined;
  #isTraceback = false;

  write(line: string, sink: (line: string) => void): void {
    const docker = line.startsWith(DOCKER_START) ? DOCKER_LINE.exec(line) : null;
    if (docker !== null) {
      this.#writeDocker(line, docker, sink);
      return;
    }
    const isJson = line.charCodeAt(0) === 123;
    if (!isJson && this.#pending !== undefined && this.#docker === undefined && this.#goesOn(line)) {
      if (this.#joined++ < MOST_JOINED && this.#pending.length + line.length < LONGEST_JOINED)
        this.#pending += ` ${line.trim()}`;
      if (line.startsWith("Traceback")) this.#isTraceback = true;
      return;
    }
    this.flush(sink);
    // JSON is whole by itself: nothing waits for it.
    if (isJson) sink(line);
    else {
      this.#pending = line;
      this.#isTraceback = line.startsWith("Traceback");
    }
  }

  /** Docker writes an object for each line of a program. What is joined is the text in it. */
  #writeDocker(
    line: string,
    [, escaped = '""', rest = ""]: RegExpExecArray,
    sink: (line: string) => void,
  ): void {
    let text: string;
    try {
      text = (JSON.parse(escaped) as string).trimEnd();
    } catch {
      this.flush(sink);
      sink(line);
      return;
    }
    if (this.#docker !== undefined && this.#goesOn(text)) {
      if (text.startsWith("Traceback")) this.#isTraceback = true;
      if (this.#joined++ < MOST_JOINED && this.#docker.text.length + text.length < LONGEST_JOINED) {
        this.#docker.text += ` ${text.trim()}`;
        this.#pending = `${DOCKER_START}${JSON.stringify(this.#docker.text)}${this.#docker.rest}`;
      }
      return;
    }
    this.flush(sink);
    // What is JSON in Docker's JSON is whole by itself.
    if (text.startsWith("{")) {
      sink(line);
      return;
    }
    this.#pending = line;
    this.#docker = { text, rest };
    this.#isTraceback = text.startsWith("Traceback");
  }

  flush(sink: (line: string) => void): void {
    const line = this.#pending;
    this.#docker = undefined;
    this.#pending = undefined;
    this.#joined = 0;
    this.#isTraceback = false;
    if (line !== undefined) sink(line);
  }

  #goesOn(line: string): boolean {
    if (this.#isTraceback && ENDS_TRACEBACK.test(line)) {
      this.#isTraceback = false;
      return true;
    }
    return CONTINUES.test(line);
  }
}
