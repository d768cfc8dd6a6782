import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWhole } from "../setup/stamp.mjs";

/** @typedef {import("../setup/places.mjs").Places} Places */

/**
 * @typedef {object} ServerOptions
 * @property {string} folder what JupyterLab shows: `work/`, or the whole project for authors
 * @property {boolean} author whether TypeScript lesson sources open as notebooks
 * @property {string} ip the address to listen on
 * @property {number} port
 * @property {string} token what a browser must know to get in
 */

/** The folder of the lab's own part of JupyterLab's page. */
const page = fileURLToPath(new URL("../page", import.meta.url));

/**
 * JupyterLab's configuration.
 *
 * @param {ServerOptions} options
 */
export function jupyterConfig({ folder, author, ip, port, token }) {
  return {
    ServerApp: {
      ip,
      port,
      root_dir: folder,
      // In keep_output.py, beside the program that runs JupyterLab.
      kernel_websocket_connection_class: "keep_output.KeepingConnection",
      // In whole_files.py.
      contents_manager_class: "whole_files.WholeFileManager",
      open_browser: false,
      answer_yes: true,
      allow_root: process.getuid?.() === 0,
      jpserver_extensions: {
        jupyterlab: true,
        jupyter_server_terminals: true,
        jupytext: author,
        jupyter_lsp: false,
        notebook_shim: false,
      },
    },
    IdentityProvider: { token },
    KernelSpecManager: { ensure_native_kernel: false, allowed_kernelspecs: ["swarmlab"] },
    MultiKernelManager: { default_kernel_name: "swarmlab" },
    LabApp: {
      // JupyterLab does not look for updates or news.
      check_for_updates_class: "jupyterlab.NeverCheckForUpdate",
      news_url: null,
      extension_manager: "readonly",
      custom_css: true,
      extra_labextensions_path: [page],
    },
  };
}

/**
 * Switches off the parts of JupyterLab's page that learners do not need: they install extensions, fetch news from the
 * internet, or look for language servers, which are not installed.
 *
 * @param {ServerOptions} options
 */
export function pageConfig({ author }) {
  return {
    disabledExtensions: {
      "@jupyterlab/extensionmanager-extension": true,
      "@jupyterlab/apputils-extension:announcements": true,
      "@jupyterlab/lsp-extension": true,
      // They need the extension above, and say so in the browser's console at every start.
      "@jupyterlab/fileeditor-extension:language-server": true,
      "@jupyterlab/notebook-extension:language-server": true,
      "jupyterlab-jupytext": !author,
    },
  };
}

/** Settings that differ from JupyterLab's defaults. A learner's own settings override them. */
const settings = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  // Errors name the line in the cell.
  "@jupyterlab/notebook-extension:tracker": { codeCellConfig: { lineNumbers: true } },
  "@jupyterlab/docmanager-extension:plugin": {
    // In seconds. It is short because `npm run check` reads the saved file.
    autosaveInterval: 20,
    // In milliseconds. While no page is open, the server writes the outputs of a running cell about once a second; a page
    // that is being opened then must not ask which of the two files is right.
    lastModifiedCheckMargin: 5000,
    // The glossary, to which lessons link, opens as a page and not as its source.
    defaultViewers: { markdown: "Markdown Preview" },
  },
};

/**
 * What the page looks like beside JupyterLab's theme: a line of text or code that can be read, and outputs that stay
 * inside the page.
 */
const styles = `
/* About 90 characters a line on a wide screen; pictures and tables of an output may use the whole width. */
.jp-Notebook .jp-MarkdownOutput :is(p, li, blockquote, h1, h2, h3, h4, pre) { max-width: 900px; }
.jp-Notebook .jp-MarkdownOutput blockquote { box-sizing: border-box; }
.jp-Notebook .jp-CodeCell .jp-InputArea { max-width: 1020px; }
/* A word or a number is never broken in the middle: the output scrolls sideways. */
.jp-OutputArea-output[data-mime-type$="stdout"] pre { white-space: pre; word-break: normal; overflow-wrap: normal; }
.jp-OutputArea .jp-OutputArea-output pre { word-break: normal; overflow-wrap: break-word; }
.jp-OutputArea-output { overflow-x: auto; }
.jp-RenderedHTMLCommon :is(td, th) { overflow-wrap: normal; word-break: normal; }
.jp-RenderedMarkdown table { display: block; overflow-x: auto; width: max-content; max-width: 100%; }
.jp-RenderedMarkdown table { margin-left: 0; }
/* A diagram keeps the theme that it was drawn in, and shows it in its own text's colour. Under the other theme it is inverted. */
body[data-jp-theme-light="false"] .jp-RenderedMermaid img[src*="16px%3Bfill%3A%23333%3B"],
body[data-jp-theme-light="true"] .jp-RenderedMermaid img[src*="16px%3Bfill%3A%23ccc%3B"] {
  filter: invert(0.92) hue-rotate(180deg);
}
/* A drawing that is an image hears from these which colours to take. */
body[data-jp-theme-light="false"] img.swarmlab-drawing { color-scheme: dark; }
body[data-jp-theme-light="true"] img.swarmlab-drawing { color-scheme: light; }
/* The line under a cell that runs long and shows nothing. */
.swarmlab-running { padding: 4px 0 4px calc(var(--jp-cell-prompt-width) + var(--jp-code-padding)); color: var(--jp-ui-font-color1); font-size: 13px; }
/* A long output is a screen high, and scrolls. A click on the space left of it shows the whole (JupyterLab's own). */
.jp-OutputArea-output:is(.jp-RenderedText) { max-height: 85vh; overflow-y: auto; }
`;

/**
 * Writes the files that JupyterLab reads at its start.
 *
 * @param {Places} places
 * @param {ServerOptions} options
 * @returns {string} the configuration file. It holds the token, so only its owner may read it. A token on the
 *   command line could be read by every user of the machine.
 */
export function writeJupyterConfig(places, options) {
  const write = (/** @type {string} */ name, /** @type {unknown} */ value, mode = 0o644) => {
    const file = join(places.jupyter, "config", name);
    writeWhole(file, `${JSON.stringify(value, null, 2)}\n`, { mode });
    return file;
  };
  write("labconfig/page_config.json", pageConfig(options));
  write("labconfig/default_setting_overrides.json", settings);
  writeWhole(join(places.jupyter, "config/custom/custom.css"), styles, { mode: 0o644 });
  return write("lab.json", jupyterConfig(options), 0o600);
}
