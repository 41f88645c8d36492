/** How long one stretch of work may hold the event loop, in milliseconds. */
const STRETCH = 8;

/** Answers a function to be awaited inside long loops: it lets other requests in whenever a stretch is over. */
export function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < STRETCH) return;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}
