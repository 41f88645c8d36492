import { type Endpoint, pastWords } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import type { Registry } from '../context.ts';
import type { Via } from '../trail/leaf.ts';

type Spoken = ReadonlyMap<string, () => string>;

/** What each name in the log did, by registry: it holds as long as that, and speaks only when it is asked. */
const spoken = new WeakMap<Registry, Spoken>();

/**
 * What an entry of the log did, in the language of this moment: "accepted the residual risk".
 * @param name of an operation, an act by link, a job or a sweep
 * @returns null for a name that nobody registered
 */
export function pastOf(registry: Registry, name: string): string | null {
  const known = spoken.get(registry) ?? spokenBy(registry);
  spoken.set(registry, known);
  return known.get(name)?.() ?? null;
}

/**
 * Who acts when an entry names no person: the log says through which door.
 * @param text of the entry
 */
export function nobody(text: string): string {
  return viaOf(text) === 'job' ? 'OpenAIMS' : t('The operator');
}

/** Through which door an entry came. */
export function viaOf(text: string): Via {
  return (JSON.parse(text) as { readonly via: Via }).via;
}

function spokenBy({ modules }: Registry): Spoken {
  return new Map(
    modules.flatMap((module) => [
      ...[...module.operations, ...(module.byLink ?? [])].map(
        ({ endpoint }) => [endpoint.id, () => pastOfEndpoint(endpoint)] as const,
      ),
      ...Object.entries(module.pasts ?? {}).map(([name, past]) => [name, () => t(past)] as const),
      ...module.jobs.flatMap(({ kind, past }) => (past ? [[kind, () => t(past)] as const] : [])),
      ...(module.sweeps ?? []).flatMap(({ name, past }) => (past ? [[name, () => t(past)] as const] : [])),
    ]),
  );
}

function pastOfEndpoint(endpoint: Endpoint): string {
  return pastWords(endpoint) ?? t('did “{act}”', { act: t(endpoint.summary) });
}
