// An error class of one's own, with a code and a cause.
class HttpError extends Error {
  override name = "HttpError";
  constructor(readonly status: number, options?: ErrorOptions) { super(`status ${status}`, options); }
}
// %%
const failing = () => { try { throw new TypeError("inner"); } catch (cause) { throw new HttpError(404, { cause }); } };
// %%
const answer = () => {
  try { return failing(); } catch (error) {
    if (!(error instanceof HttpError)) return "another error";
    return [error.name, error.message, error.status, (error.cause as Error).message];
  }
};
// expect: ["HttpError", "status 404", 404, "inner"]
