import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, Empty } from '#ui/states.tsx';
import { type Counted, type UnitNode, unitActs, unitEndpoints } from '../contract.ts';
import { mayWriteUnit } from '../policy.ts';
import { FromAgencies } from './from-agencies.tsx';
import { register } from './register.ts';

/** The parts of the organisation, each with its AI systems and open risks. */
export default function Units() {
  const [ask, setAsk] = useState<'add' | 'agencies' | null>(null);
  const navigate = useNavigate();
  const decision = mayWriteUnit(useActor());
  const query = useEndpoint(unitActs.tree, {});
  const fromSources = query.data?.fromSources ?? 0;
  const add = (
    <ActButton decision={decision} primary onClick={() => setAsk('add')}>
      Add a unit
    </ActButton>
  );
  const agencies = fromSources > 0 && (
    <ActButton decision={decision} onClick={() => setAsk('agencies')}>
      Make units of imported agencies
    </ActButton>
  );
  return (
    <Page
      title="Units"
      clause="5.3"
      sentence="The parts of your organisation. An AI system belongs to one, and a role can hold for one with all below it."
      actions={
        <>
          <PageLink path="/units/table">As a table</PageLink>
          {agencies}
          {add}
        </>
      }
    >
      <Await query={query}>
        {({ units, without }) =>
          units.length === 0 ? (
            <Empty
              title="No unit yet"
              why="An auditor asks who answers for which AI systems. Write down the departments, sites or agencies that have some; then a person can be, for instance, risk manager of one of them."
              example={[
                { title: 'Name', text: 'Payments' },
                { title: 'Who answers for it', text: 'The head of payments' },
              ]}
            >
              <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
                <ActButton decision={decision} onClick={() => setAsk('add')}>
                  Add a unit
                </ActButton>
                {agencies}
              </div>
            </Empty>
          ) : (
            <Tree units={units} without={without} />
          )
        }
      </Await>
      {ask === 'add' && (
        <AskDialog<{ id: string }>
          title="Add a unit"
          fields={register.fields.filter((field) => register.createFields.includes(field.key))}
          endpoint={unitEndpoints.create}
          verb="Add the unit"
          onClose={() => setAsk(null)}
          onDone={({ id }) => void navigate(orgPath(`/units/${id}`) as never)}
        />
      )}
      {ask === 'agencies' && <FromAgencies onClose={() => setAsk(null)} />}
    </Page>
  );
}

/** One line for each unit, those inside others set in; every figure leads to what it counts. */
export function Tree({
  units,
  without,
}: {
  readonly units: readonly UnitNode[];
  /** What belongs to no unit; left out where only a branch is shown. */
  readonly without?: Counted;
}) {
  const names = useNames();
  const least = Math.min(...units.map((each) => each.depth));
  return (
    <section className="card scroll" tabIndex={0} aria-label="Units">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">Unit</th>
            <th scope="col">Who answers for it</th>
            <th scope="col" className="num">
              AI systems
            </th>
            <th scope="col" className="num">
              In scope
            </th>
            <th scope="col" className="num">
              Open risks
            </th>
          </tr>
        </thead>
        <tbody>
          {units.map((each) => (
            <tr key={each.id}>
              <td className="name" style={{ paddingLeft: 12 + (each.depth - least) * 20 }}>
                <OrgLink path={`/units/${each.id}`} className="plain">
                  {each.name}
                </OrgLink>
                {each.closedOn && <span className="quiet"> · closed on {each.closedOn}</span>}
              </td>
              <td data-label="Who answers for it">
                {each.headId ? names(each.headId) : <span className="quiet">nobody</span>}
              </td>
              <td data-label="AI systems" className="num">
                <Figure n={each.below.systems} path={`/systems?unit=${each.id}`} />
              </td>
              <td data-label="In scope" className="num">
                <Figure n={each.below.inScope} path={`/systems?unit=${each.id}&scope=in`} />
              </td>
              <td data-label="Open risks" className="num">
                {each.below.openRisks}
              </td>
            </tr>
          ))}
          {without && without.systems > 0 && (
            <tr>
              <td className="name quiet">In no unit</td>
              <td />
              <td data-label="AI systems" className="num">
                {without.systems}
              </td>
              <td data-label="In scope" className="num">
                {without.inScope}
              </td>
              <td data-label="Open risks" className="num">
                {without.openRisks}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

function Figure({ n, path }: { readonly n: number; readonly path: string }) {
  return n === 0 ? <>0</> : <OrgLink path={path}>{n}</OrgLink>;
}
