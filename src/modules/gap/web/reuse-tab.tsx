import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { ActButton, Await, Day, Empty } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { Trans } from '#ui/trans.tsx';
import { gapEndpoints, reusedItemEndpoints, reuseFrameworks, reuseKinds } from '../contract.ts';
import { mayDeclareReuse } from '../policy.ts';

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** How an item of another management system is typed. */
export const reuseFields: readonly Field[] = [
  { key: 'title', label: msg('What it is'), kind: 'text', required: true },
  { key: 'kind', label: msg('Kind'), kind: 'select', options: options(reuseKinds), required: true },
  {
    key: 'framework',
    label: msg('Of which standard'),
    kind: 'select',
    options: options(reuseFrameworks),
    required: true,
  },
  {
    key: 'clause',
    label: msg('Its clause there'),
    kind: 'text',
    required: true,
    help: msg('Such as 9.2.1 or A.5.1'),
  },
  { key: 'place', label: msg('Where it is kept'), kind: 'text' },
  { key: 'effectiveOn', label: msg('Dated'), kind: 'date' },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
];

/** What ISO/IEC 27001, 9001 or 14001 left behind that serves here too, counted by a rule that is shown. */
export function ReuseTab() {
  const query = useEndpoint(gapEndpoints.reuse, {});
  const decision = mayDeclareReuse(useActor());
  const [adding, setAdding] = useState(false);
  const add = (
    <ActButton decision={decision} primary onClick={() => setAdding(true)}>
      {t('Declare something you have')}
    </ActButton>
  );
  return (
    <Await query={query}>
      {(data) => (
        <>
          {data.lines.length === 0 ? (
            <Empty
              title={t('Nothing is declared yet')}
              why={t(
                'An organisation with ISO/IEC 27001 or ISO 9001 has documents, audits, reviews and corrective actions already. Declare them by their clause, and see which requirements need nothing new.',
              )}
              example={[
                { title: t('What it is'), text: t('Internal audit programme 2026') },
                { title: t('Clause'), text: t('ISO/IEC 27001, 9.2.2') },
                { title: t('Serves'), text: t('9.2.2 (the same)') },
              ]}
            >
              {add}
            </Empty>
          ) : (
            <>
              <div className="counted-line">
                <Trans
                  id="<0/> requirements need nothing made twice · <1/> have a start that does not count · {add}"
                  values={{ add }}
                  components={{
                    0: <strong className="num">{data.avoided.length}</strong>,
                    1: <strong className="num">{data.extendable.length}</strong>,
                  }}
                />
              </div>
              <p className="quiet read">{data.rule}</p>
              <Items lines={data.lines} />
              <Section title={t('Nothing made twice')}>
                <ul className="sentences">
                  {data.avoided.map((each) => (
                    <li key={each.id}>
                      <OrgLink path={`/conformity/${each.id}`}>
                        {each.id} {each.title}
                      </OrgLink>
                      : {each.by.join(', ')}
                    </li>
                  ))}
                  {data.avoided.length === 0 && <li className="quiet">{t('Nothing by this rule.')}</li>}
                </ul>
              </Section>
            </>
          )}
          {adding && (
            <AskDialog
              title={t('Declare something you have')}
              fields={reuseFields}
              endpoint={reusedItemEndpoints.create}
              initial={{ kind: 'document', framework: 'iso-27001' }}
              verb={t('Declare it')}
              onDone={() => setAdding(false)}
              onClose={() => setAdding(false)}
            />
          )}
        </>
      )}
    </Await>
  );
}

type Lines = NonNullable<ReturnType<typeof useEndpoint<typeof gapEndpoints.reuse>>['data']>['lines'];

function Items({ lines }: { readonly lines: Lines }) {
  return (
    <TableCard
      label={t('What was declared')}
      head={[t('Item'), t('Kind'), t('Clause'), t('The same as'), t('A start for'), t('Dated')]}
    >
      {lines.map(({ item, serves }) => (
        <tr key={item.id}>
          <td>
            <OrgLink path={`/reusable-items/${item.id}`} className="plain">
              <span className="ref">{item.ref}</span> {item.title}
            </OrgLink>
          </td>
          <td data-label={t('Kind')}>{t(reuseKinds[item.kind])}</td>
          <td data-label={t('Clause')}>
            {t(reuseFrameworks[item.framework])}, {item.clause} {item.clauseTitle}
          </td>
          <td data-label={t('The same as')}>{idsOf(serves, true)}</td>
          <td data-label={t('A start for')} className="quiet">
            {idsOf(serves, false)}
          </td>
          <td data-label={t('Dated')} className="nowrap">
            <Day day={item.effectiveOn} />
          </td>
        </tr>
      ))}
    </TableCard>
  );
}

function idsOf(serves: Lines[number]['serves'], counted: boolean): string {
  return (
    serves
      .filter((each) => each.counts === counted)
      .map((each) => each.id)
      .join(', ') || t('nothing')
  );
}
