import { join } from "node:path";
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
    // The glossary, to which lessons link, opens as a page and not as its source.
    defaultViewers: { markdown: "Markdown Preview" },
  },
};

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
  return write("lab.json", jupyterConfig(options), 0o600);
}
