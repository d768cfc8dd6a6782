// Types of texts, checked across cells.
type Route = `/${string}`;
const routes: Route[] = ["/a"];
// %%
const addRoute = (route: Route) => [...routes, route];
// %%
const answer = () => addRoute("/b");
// expect: ["/a", "/b"]
