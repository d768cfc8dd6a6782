/** Where the workflow of a copy for GitHub stands. */
export const WORKFLOW_FILE = ".github/workflows/check.yml";

/**
 * The workflow that runs the visible checks on the notebooks that a push has changed, and on all of them at the first push. It
 * ends red while a check does not pass. It was validated against the shape that GitHub documents; it has not run there.
 */
export const WORKFLOW = `# Runs the visible checks on the notebooks in work/ that a push has changed.
name: check
on:
  push:
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: check-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - name: Install and build
        run: npm run lab -- --set-up-only
      - name: Check the changed notebooks
        env:
          BEFORE: \${{ github.event.before }}
        run: |
          changed=()
          while IFS= read -r file; do if [ -f "$file" ]; then changed+=("$file"); fi; done \\
            < <(git diff --name-only "$BEFORE" HEAD -- 'work/*.ipynb' 2> /dev/null || git ls-files 'work/*.ipynb')
          status=0
          for notebook in "\${changed[@]}"; do npm run --silent check -- "$notebook" || status=1; done
          exit "$status"
`;

/** The `.gitignore` of a copy for GitHub: learners commit their notebooks, so `work/` is not ignored. */
export function gitignoreForGithub(text: string): string {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "work/")
    .join("\n");
}
