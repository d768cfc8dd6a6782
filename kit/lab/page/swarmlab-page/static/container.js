/*
 * JupyterLab loads an extension as a container, as webpack's module federation writes it: `init` gets the modules that
 * JupyterLab shares, `get` gives the extension. These files need no build.
 */
(() => {
  const here = document.currentScript.src;
  let shared;

  /** A module of JupyterLab's own, such as @jupyterlab/notebook. */
  const load = async (name) => {
    const [version] = Object.values(shared[name]);
    const module = await version.get();
    return module();
  };

  window._JUPYTERLAB = {
    ...window._JUPYTERLAB,
    "swarmlab-page": {
      init(scope) {
        shared = scope;
      },
      async get() {
        const { makePlugin } = await import(new URL("plugin.js", here));
        const plugin = await makePlugin(load);
        return () => ({ __esModule: true, default: plugin });
      },
    },
  };
})();
