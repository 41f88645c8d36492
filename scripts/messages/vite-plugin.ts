import type { Plugin } from 'vite';
import type { Language } from '#kernel/language.ts';
import { readCatalog } from '#platform/language/catalogs.ts';

const NAME = 'virtual:messages/';

/** Gives the web app `import('virtual:messages/de')`: the texts that the browser says, each language a file of its own. */
export function messagesPlugin(): Plugin {
  return {
    name: 'messages',
    resolveId: (id) => (id.startsWith(NAME) ? `\0${id}` : undefined),
    load: (id) => {
      if (!id.startsWith(`\0${NAME}`)) return undefined;
      const catalog = readCatalog(id.slice(NAME.length + 1) as Language, saidInBrowser);
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(catalog))})`;
    },
  };
}

/** Whether the browser may say it: not what only queries, services, checks and the platform say. */
function saidInBrowser(paths: readonly string[]): boolean {
  return paths.some(
    (path) =>
      /^src\/(ui|kernel|apps\/web)\//.test(path) ||
      path === 'src/modules/index.web.ts' ||
      !/^src\/(platform|measure|apps)\/|\/(service|queries|read|operations|checks|tasks|gates|documents|jobs)\.ts$/.test(
        path,
      ),
  );
}
