/** The options of a connection to a Redis or Valkey, from its URL. It asks again for ever when the server is away. */
export function redisConnection(url: string) {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  const db = Number(pathname.slice(1));
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? 6379 : Number(port),
    ...(username !== "" && { username: decodeURIComponent(username) }),
    ...(password !== "" && { password: decodeURIComponent(password) }),
    ...(Number.isInteger(db) && db > 0 && { db }),
    ...(["rediss:", "valkeys:"].includes(protocol) && { tls: {} }),
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(times * 50, 1000),
  };
}
