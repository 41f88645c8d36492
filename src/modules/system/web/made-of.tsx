import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { datasetEndpoints } from '#modules/dataset/contract.ts';
import { modelEndpoints } from '#modules/model/contract.ts';
import { supplierEndpoints } from '#modules/supplier/contract.ts';
import { shownDay } from '#ui/api.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { systemEndpoints, systemLinks } from '../contract.ts';
import { mayLinkSystem } from '../policy.ts';

const KINDS = [
  { kind: 'uses-model', title: msg('Models'), word: 'model', path: '/models', list: modelEndpoints.list },
  {
    kind: 'uses-data',
    title: msg('Data'),
    word: msg('data set'),
    path: '/datasets',
    list: datasetEndpoints.list,
  },
  {
    kind: 'supplied-by',
    title: msg('Suppliers'),
    word: 'supplier',
    path: '/suppliers',
    list: supplierEndpoints.list,
  },
] as const;
type Kind = (typeof KINDS)[number];

/** The models, data and suppliers of a system (A.4.2, A.10.3): what there is, one more, one less. */
export function MadeOf({ id }: { readonly id: string }) {
  const query = useEndpoint(systemEndpoints.linked, { id });
  const unlink = useCommand(systemLinks.unlink);
  const [adding, setAdding] = useState<Kind | null>(null);
  const may = mayLinkSystem(useActor());
  const decision = shownDay() ? { allowed: false as const, reason: t('The past cannot be changed.') } : may;
  return (
    <Aside title={t('Made of')}>
      {unlink.error && <ErrorView error={unlink.error} />}
      <Await query={query}>
        {({ neighbours }) => (
          <>
            {KINDS.map((each) => {
              const found = neighbours.filter((one) => one.kind === each.kind && one.direction === 'from');
              return (
                <div key={each.kind} className="linked">
                  <h3>{each.title}</h3>
                  <ul>
                    {found.map((one) => (
                      <li key={one.linkId}>
                        <OrgLink path={`${each.path}/${one.id}`} className="plain">
                          <span className="ref">{one.ref}</span> {one.title}
                        </OrgLink>
                        {decision.allowed && (
                          <button
                            type="button"
                            className="link noprint"
                            aria-label={t('Remove {title}', { title: one.title })}
                            onClick={() => unlink.mutate({ id, kind: each.kind, to: one.id })}
                          >
                            {t('Remove')}
                          </button>
                        )}
                      </li>
                    ))}
                  </ul>
                  <ActButton decision={decision} compact onClick={() => setAdding(each)}>
                    {t('Add a {word}', { word: each.word })}
                  </ActButton>
                </div>
              );
            })}
          </>
        )}
      </Await>
      {adding && <Adding id={id} kind={adding} onClose={() => setAdding(null)} />}
    </Aside>
  );
}

function Adding({
  id,
  kind,
  onClose,
}: {
  readonly id: string;
  readonly kind: Kind;
  readonly onClose: () => void;
}) {
  const query = useEndpoint(kind.list, { limit: 200 } as never);
  return (
    <Await query={query as never}>
      {({ rows }: { rows: readonly { id: string; ref: string; name: string }[] }) => (
        <AskDialog
          title={t('Add a {word}', { word: kind.word })}
          explain={
            rows.length === 0
              ? t('There is no {word} yet. Add it to its own register first, then link it here.', {
                  word: kind.word,
                })
              : t('What something depends on cannot be removed while the link stands.')
          }
          fields={[
            {
              key: 'to',
              label: t('Which {word}', { word: kind.word }),
              kind: 'select',
              required: true,
              options: rows.map((row) => ({ value: row.id, label: `${row.ref} ${row.name}` })),
            },
          ]}
          fixed={{ id, kind: kind.kind }}
          endpoint={systemLinks.link}
          verb={t('Link it')}
          onClose={onClose}
          onDone={onClose}
        />
      )}
    </Await>
  );
}
