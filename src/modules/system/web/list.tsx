import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { ActButton, StateMark } from '#ui/states.tsx';
import { unitOptions, useUnits } from '#ui/units.ts';
import { stageTitles, systemActs, systemEndpoints } from '../contract.ts';
import { mayWriteSystem } from '../policy.ts';
import { EU_STATES, FIELDS, IMPACTS, OUTCOMES, options, SCOPES } from './words.ts';

/** Every AI system, filtered to what one looks for. */
export default function Systems() {
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const names = useNames();
  const decision = mayWriteSystem(useActor());
  const units = useUnits();
  const agencies = useEndpoint(systemActs.summary, {}).data?.agencies ?? [];
  return (
    <Page
      title={t('AI systems')}
      clause="4.3, A.4.2"
      sentence={t(
        'Every AI system you build, supply or use, with its purpose, your role and its place in the scope.',
      )}
      wide
      actions={
        <>
          <ActButton decision={decision} onClick={() => void navigate(orgPath('/imports') as never)}>
            {t('Import')}
          </ActButton>
          <ActButton decision={decision} primary onClick={() => setAdding(true)}>
            {t('Add an AI system')}
          </ActButton>
        </>
      }
    >
      <RegisterList
        endpoint={systemEndpoints.list}
        path="/systems"
        table={{ endpoints: systemEndpoints, fields: FIELDS, decision }}
        columns={[
          { key: 'name', title: t('Name'), sortable: true },
          { key: 'scope', title: t('Scope'), sortable: true, render: (row) => <Scope row={row} /> },
          { key: 'euOutcomes', title: t('EU AI Act'), render: (row) => <EuClass row={row} /> },
          {
            key: 'stage',
            title: t('Stage'),
            sortable: true,
            render: (row) => t(stageTitles[row.stage as keyof typeof stageTitles] ?? ''),
          },
          {
            key: 'ownerId',
            title: t('Owner'),
            render: (row) =>
              row.ownerId ? names(row.ownerId as string) : <span className="quiet">{t('nobody')}</span>,
          },
          {
            key: 'unitId',
            title: t('Unit'),
            render: (row) => units.find((each) => each.id === row.unitId)?.name ?? '',
          },
          ...(agencies.length > 0 ? [{ key: 'agency', title: t('Agency'), sortable: true }] : []),
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          { key: 'scope', title: t('Scope'), options: options(SCOPES) },
          { key: 'euState', title: t('Classification'), options: options(EU_STATES) },
          { key: 'euOutcomes', title: t('Class'), options: options(OUTCOMES) },
          { key: 'stage', title: t('Stage'), options: options(stageTitles) },
          { key: 'statedImpact', title: t('Stated impact'), options: options(IMPACTS) },
          ...(units.length > 0 ? [{ key: 'unit', title: t('Unit'), options: unitOptions(units) }] : []),
          ...(agencies.length > 0
            ? [
                {
                  key: 'agency',
                  title: t('Agency'),
                  options: agencies.map(({ agency, count }) => ({
                    value: agency,
                    label: `${agency} (${count})`,
                    stored: true as const,
                  })),
                },
              ]
            : []),
        ]}
        empty={{
          title: t('No AI system yet'),
          why: t(
            'Everything else hangs on this list: risks, controls, the scope itself. An auditor begins by asking which AI systems you have. Bring your list as it is; columns are mapped once.',
          ),
          action: (
            <div style={{ display: 'flex', gap: 8 }}>
              <Button onClick={() => void navigate(orgPath('/imports') as never)}>
                {t('Import a list')}
              </Button>
              <Button variant="default" onClick={() => setAdding(true)}>
                {t('Add one by hand')}
              </Button>
            </div>
          ),
        }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title={t('Add an AI system')}
          fields={FIELDS.filter((field) =>
            ['name', 'purpose', 'ownerId', 'unitId', 'bought', 'generative'].includes(field.key),
          )}
          initial={{
            bought: 'unknown',
            generative: 'unknown',
            autonomy: 'unknown',
            isoRoles: [],
            actRoles: [],
            dataCategories: [],
          }}
          endpoint={systemEndpoints.create}
          verb={t('Add the AI system')}
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/systems/${id}`) as never)}
        />
      )}
    </Page>
  );
}

/** Scope as shape and word. */
export function Scope({ row }: { readonly row: Readonly<Record<string, unknown>> }) {
  const scope = row.scope as keyof typeof SCOPES;
  return (
    <StateMark
      label={t(SCOPES[scope])}
      tone={scope === 'in' ? 'good' : scope === 'out' ? 'muted' : 'warning'}
    />
  );
}

/** What the law calls the system, and whether a person said so. */
export function EuClass({
  row,
}: {
  readonly row: Readonly<Record<string, unknown>> & { readonly id: string };
}) {
  const outcomes = (row.euOutcomes as string[] | undefined) ?? [];
  if (row.euState === 'none') return <span className="quiet">{t('Not classified')}</span>;
  return (
    <OrgLink path={`/systems/${row.id}/classification`} className="plain">
      {outcomes.length === 0 ? t('Open') : outcomes.map((each) => t(OUTCOMES[each] ?? each)).join(', ')}
      {row.euState === 'proposed' && <span className="quiet"> {`· ${t('proposed')}`}</span>}
    </OrgLink>
  );
}
