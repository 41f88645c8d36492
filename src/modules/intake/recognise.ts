import { type AiTool, aiTools } from './ai-tools.ts';

/** An address as it is compared: without scheme, `www.`, port, case and what follows the path. Null when there is none. */
export function addressIn(text: string): { readonly host: string; readonly path: string } | null {
  const found =
    /(?:^|[\s(<"'])(?:[a-z][a-z0-9+.-]*:\/\/)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?![a-z0-9.-])(?::\d{1,5})?(\/[^\s"'<>?#]*)?/i.exec(
      text.slice(0, 600),
    );
  if (!found) return null;
  const host = found[1]!.toLowerCase().replace(/^www\./, '');
  return { host, path: (found[2] ?? '').toLowerCase().replace(/(?<!\/)\/+$/, '') };
}

/** The AI tool behind an address, by our list: the host itself or one below it, and the path where the list names one. */
export function toolAt(address: { readonly host: string; readonly path: string }): AiTool | null {
  const labels = address.host.split('.');
  for (let i = 0; i < labels.length - 1; i += 1) {
    const candidates = index().get(labels.slice(i).join('.')) ?? [];
    const found = candidates.find(({ path }) => path === '' || `${address.path}/`.startsWith(`${path}/`));
    if (found) return found.tool;
  }
  return null;
}

/** The AI tool that a text names as a whole word, such as `ChatGPT Plus`. Short names must be the whole text. */
export function toolNamed(text: string): AiTool | null {
  const said = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()} `;
  const named = aiTools.filter(({ name }) => {
    const wanted = ` ${name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}.]+/gu, ' ')
      .trim()} `;
    return wanted.length <= 6 ? said === wanted : said.includes(wanted);
  });
  return named.sort((a, b) => b.name.length - a.name.length)[0] ?? null;
}

type Entry = { readonly tool: AiTool; readonly path: string };
let known: ReadonlyMap<string, readonly Entry[]> | null = null;

function index(): ReadonlyMap<string, readonly Entry[]> {
  if (known) return known;
  const map = new Map<string, Entry[]>();
  for (const tool of aiTools)
    for (const at of tool.at) {
      const [host = '', ...rest] = at.split('/');
      const path = rest.length > 0 ? `/${rest.join('/')}` : '';
      map.set(host, [...(map.get(host) ?? []), { tool, path }]);
    }
  known = map;
  return map;
}
