import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, Empty } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
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
      {t('Add a unit')}
    </ActButton>
  );
  const agencies = fromSources > 0 && (
    <ActButton decision={decision} onClick={() => setAsk('agencies')}>
      {t('Make units of imported agencies')}
    </ActButton>
  );
  return (
    <Page
      title={t('Units')}
      clause="5.3"
      sentence={t(
        'The parts of your organisation. An AI system belongs to one, and a role can hold for one with all below it.',
      )}
      actions={
        <>
          <PageLink path="/units/table">{t('As a table')}</PageLink>
          {agencies}
          {add}
        </>
      }
    >
      <Await query={query}>
        {({ units, without }) =>
          units.length === 0 ? (
            <Empty
              title={t('No unit yet')}
              why={t(
                'An auditor asks who answers for which AI systems. Write down the departments, sites or agencies that have some; then a person can be, for instance, risk manager of one of them.',
              )}
              example={[
                { title: t('Name'), text: t('Payments') },
                { title: t('Who answers for it'), text: t('The head of payments') },
              ]}
            >
              <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
                <ActButton decision={decision} onClick={() => setAsk('add')}>
                  {t('Add a unit')}
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
          title={t('Add a unit')}
          fields={register.fields.filter((field) => register.createFields.includes(field.key))}
          endpoint={unitEndpoints.create}
          verb={t('Add the unit')}
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
    <TableCard
      label={t('Units')}
      head={[
        t('Unit'),
        t('Who answers for it'),
        { num: t('AI systems') },
        { num: t('In scope') },
        { num: t('Open risks') },
      ]}
    >
      {units.map((each) => (
        <tr key={each.id}>
          <td className="name" style={{ paddingInlineStart: 12 + (each.depth - least) * 20 }}>
            <OrgLink path={`/units/${each.id}`} className="plain">
              {each.name}
            </OrgLink>
            {each.closedOn && (
              <span className="quiet"> {t('· closed on {closedOn}', { closedOn: each.closedOn })}</span>
            )}
          </td>
          <td data-label={t('Who answers for it')}>
            {each.headId ? names(each.headId) : <span className="quiet">{t('nobody')}</span>}
          </td>
          <td data-label={t('AI systems')} className="num">
            <Figure n={each.below.systems} path={`/systems?unit=${each.id}`} />
          </td>
          <td data-label={t('In scope')} className="num">
            <Figure n={each.below.inScope} path={`/systems?unit=${each.id}&scope=in`} />
          </td>
          <td data-label={t('Open risks')} className="num">
            {each.below.openRisks}
          </td>
        </tr>
      ))}
      {without && without.systems > 0 && (
        <tr>
          <td className="name quiet">{t('In no unit')}</td>
          <td />
          <td data-label={t('AI systems')} className="num">
            {without.systems}
          </td>
          <td data-label={t('In scope')} className="num">
            {without.inScope}
          </td>
          <td data-label={t('Open risks')} className="num">
            {without.openRisks}
          </td>
        </tr>
      )}
    </TableCard>
  );
}

function Figure({ n, path }: { readonly n: number; readonly path: string }) {
  if (n === 0) return <>0</>;
  return (
    <span className="figure-link">
      <OrgLink path={path}>{n}</OrgLink>
    </span>
  );
}
