import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { Aside } from '#ui/record-parts.tsx';
import type { frameworkEndpoints } from '../contract.ts';

type Framework = OutputOf<typeof frameworkEndpoints.list>['frameworks'][number];

const DEPTHS: Readonly<Record<Framework['depth'], string>> = {
  titles: msg('Titles only'),
  summaries: msg('Titles and our summaries'),
  questions: msg('Titles, our summaries, what to ask and typical evidence'),
};

/** How much is loaded of a standard or law, in one line: `32 clauses, 38 controls`. */
export function loadWords({ loads }: Pick<Framework, 'loads'>): string {
  return loads.map(({ kind, count }) => `${count} ${count === 1 ? kind : plural(kind)}`).join(', ');
}

function plural(kind: string): string {
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : kind.endsWith('x') ? `${kind}es` : `${kind}s`;
}

/** Where the pack comes from, how old it is, how deep it goes, and its digest. */
export function PackFacts({ framework }: { readonly framework: Framework }) {
  const { publisher, dates } = framework;
  const rows = [
    [
      t('Published by'),
      publisher.url ? (
        <a key="publisher" href={publisher.url}>
          {publisher.name}
        </a>
      ) : (
        publisher.name
      ),
    ],
    [t('Published'), dates.published],
    [t('In force since'), dates.inForce],
    [t('Applies from'), dates.applies],
    [t('Amended'), dates.amended],
    [t('Sources looked at until'), dates.asOf],
    [t('Loaded'), loadWords(framework)],
    [t('Depth'), DEPTHS[framework.depth]],
    [t('Pack'), framework.version],
    [
      'SHA-256',
      <span key="digest" className="mono digest">
        {framework.sha256}
      </span>,
    ],
  ] as const;
  return (
    <Aside title={t('This pack')}>
      <dl className="facts">
        {rows
          .filter(([, value]) => value)
          .map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {framework.notice && <p className="quiet meta">{framework.notice}</p>}
    </Aside>
  );
}
