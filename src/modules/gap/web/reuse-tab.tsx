import { useState } from 'react';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { ActButton, Await, Day, Empty } from '#ui/states.tsx';
import { gapEndpoints, reusedItemEndpoints, reuseFrameworks, reuseKinds } from '../contract.ts';
import { mayDeclareReuse } from '../policy.ts';

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** How an item of another management system is typed. */
export const reuseFields: readonly Field[] = [
  { key: 'title', label: 'What it is', kind: 'text', required: true },
  { key: 'kind', label: 'Kind', kind: 'select', options: options(reuseKinds), required: true },
  {
    key: 'framework',
    label: 'Of which standard',
    kind: 'select',
    options: options(reuseFrameworks),
    required: true,
  },
  { key: 'clause', label: 'Its clause there', kind: 'text', required: true, help: 'Such as 9.2.1 or A.5.1' },
  { key: 'place', label: 'Where it is kept', kind: 'text' },
  { key: 'effectiveOn', label: 'Dated', kind: 'date' },
  { key: 'ownerId', label: 'Owner', kind: 'person' },
];

/** What ISO/IEC 27001, 9001 or 14001 left behind that serves here too, counted by a rule that is shown. */
export function ReuseTab() {
  const query = useEndpoint(gapEndpoints.reuse, {});
  const decision = mayDeclareReuse(useActor());
  const [adding, setAdding] = useState(false);
  const add = (
    <ActButton decision={decision} primary onClick={() => setAdding(true)}>
      Declare something you have
    </ActButton>
  );
  return (
    <Await query={query}>
      {(data) => (
        <>
          {data.lines.length === 0 ? (
            <Empty
              title="Nothing is declared yet"
              why="An organisation with ISO/IEC 27001 or ISO 9001 has documents, audits, reviews and corrective actions already. Declare them by their clause, and see which requirements need nothing new."
              example={[
                { title: 'What it is', text: 'Internal audit programme 2026' },
                { title: 'Clause', text: 'ISO/IEC 27001, 9.2.2' },
                { title: 'Serves', text: '9.2.2 (the same)' },
              ]}
            >
              {add}
            </Empty>
          ) : (
            <>
              <div className="counted-line">
                <strong className="num">{data.avoided.length}</strong> requirements need nothing made twice ·{' '}
                <strong className="num">{data.extendable.length}</strong> have a start that does not count ·{' '}
                {add}
              </div>
              <p className="quiet read">{data.rule}</p>
              <Items lines={data.lines} />
              <Section title="Nothing made twice">
                <ul className="sentences">
                  {data.avoided.map((each) => (
                    <li key={each.id}>
                      <OrgLink path={`/conformity/${each.id}`}>
                        {each.id} {each.title}
                      </OrgLink>
                      : {each.by.join(', ')}
                    </li>
                  ))}
                  {data.avoided.length === 0 && <li className="quiet">Nothing by this rule.</li>}
                </ul>
              </Section>
            </>
          )}
          {adding && (
            <AskDialog
              title="Declare something you have"
              fields={reuseFields}
              endpoint={reusedItemEndpoints.create}
              initial={{ kind: 'document', framework: 'iso-27001' }}
              verb="Declare it"
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
    <section className="card scroll" tabIndex={0} aria-label="What was declared">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Kind</th>
            <th scope="col">Clause</th>
            <th scope="col">The same as</th>
            <th scope="col">A start for</th>
            <th scope="col">Dated</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ item, serves }) => (
            <tr key={item.id}>
              <td>
                <OrgLink path={`/reusable-items/${item.id}`} className="plain">
                  <span className="ref">{item.ref}</span> {item.title}
                </OrgLink>
              </td>
              <td data-label="Kind">{reuseKinds[item.kind]}</td>
              <td data-label="Clause">
                {reuseFrameworks[item.framework]}, {item.clause} {item.clauseTitle}
              </td>
              <td data-label="The same as">{idsOf(serves, true)}</td>
              <td data-label="A start for" className="quiet">
                {idsOf(serves, false)}
              </td>
              <td data-label="Dated">
                <Day day={item.effectiveOn} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function idsOf(serves: Lines[number]['serves'], counted: boolean): string {
  return (
    serves
      .filter((each) => each.counts === counted)
      .map((each) => each.id)
      .join(', ') || 'nothing'
  );
}
