import { ensureWebBuilt, readWebBuild, type WebBuild } from './build-web.ts';

const INITIAL_LIMIT = 250_000;

/** What must not be in a build: the server's code, a stand-in for a Node module, or a first load over 250 kB. */
export function webBreaches({ sources, initialGzipBytes }: WebBuild): readonly string[] {
  const strangers = sources.filter((path) =>
    /^src\/(platform|apps\/(server|cli))\/|^src\/modules\/[^/]+\/(table|read|service|queries|operations|checks|module|api)\.ts$|^node:|vite-browser-external/.test(
      path,
    ),
  );
  return [
    ...(sources.some((path) => path.startsWith('src/apps/web/'))
      ? []
      : ['the build holds nothing of src/apps/web']),
    ...strangers.map((path) => `${path} is in the web app`),
    ...(initialGzipBytes > INITIAL_LIMIT
      ? [`the first load is ${initialGzipBytes} bytes of gzipped JavaScript (limit ${INITIAL_LIMIT})`]
      : []),
  ];
}

if (import.meta.main) {
  const built = ensureWebBuilt();
  const web = readWebBuild();
  const breaches = webBreaches(web);
  for (const line of breaches) process.stdout.write(`${line}\n`);
  process.stdout.write(
    `web: ${built ? 'built' : 'up to date'}, ${web.sources.length} sources, first load ${web.initialGzipBytes} bytes gzipped\n`,
  );
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
