import { useNavigate } from '@tanstack/react-router';
import { numberText, t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useSearchState } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { RecordName } from '#ui/record-name.tsx';
import { RegisterList } from '#ui/register-list.tsx';
import { ActButton, StateMark } from '#ui/states.tsx';
import { resourceEndpoints } from '../contract.ts';
import { mayWriteResource } from '../policy.ts';
import { AVAILABLE, AVAILABLE_OPTIONS, KIND_OPTIONS, KINDS, LIST_FIELDS, TONES } from './words.ts';

/** What AI systems need: tools, computing, people. */
export default function Resources() {
  const [search, change] = useSearchState();
  const adding = search.begin === 'yes';
  const navigate = useNavigate();
  const decision = mayWriteResource(useActor());
  const add = (
    <ActButton decision={decision} primary onClick={() => change({ begin: 'yes' })}>
      {t('Add a resource')}
    </ActButton>
  );
  return (
    <Page
      title={t('Resources')}
      clause="A.4"
      sentence={t(
        'The tools, computing and people that each AI system needs at each stage, with energy and water where they are known.',
      )}
      wide
      actions={add}
    >
      <RegisterList
        endpoint={resourceEndpoints.list}
        path="/resources"
        table={{ endpoints: resourceEndpoints, fields: LIST_FIELDS, decision }}
        columns={[
          { key: 'name', title: t('Name'), sortable: true },
          {
            key: 'kind',
            title: t('Kind'),
            sortable: true,
            render: (row) => t(KINDS[row.kind as keyof typeof KINDS]),
          },
          {
            key: 'availability',
            title: t('Available'),
            sortable: true,
            render: (row) => {
              const state = row.availability as keyof typeof AVAILABLE;
              return <StateMark label={t(AVAILABLE[state])} tone={TONES[state]} />;
            },
          },
          { key: 'location', title: t('Where'), sortable: true },
          {
            key: 'energyKwh',
            title: t('kWh in a year'),
            number: true,
            sortable: true,
            render: (row) => amount(row.energyKwh),
          },
          {
            key: 'waterLitres',
            title: t('Litres in a year'),
            number: true,
            sortable: true,
            render: (row) => amount(row.waterLitres),
          },
          {
            key: 'systemId',
            title: t('AI system'),
            render: (row) => <RecordName id={String(row.systemId)} />,
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          { key: 'kind', title: t('Kind'), options: KIND_OPTIONS },
          { key: 'availability', title: t('Available'), options: AVAILABLE_OPTIONS },
        ]}
        empty={{
          title: t('No resource yet'),
          why: t(
            'An auditor asks what an AI system needs to be built and run well, and who makes sure that it is there. The same list gives the energy and water that its impact on the environment is judged by.',
          ),
          example: {
            name: t('Training cluster'),
            kind: t('Computing'),
            location: t('Norway'),
            energyKwh: '4,200',
          },
          action: add,
        }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title={t('Add a resource')}
          fields={[
            { key: 'kind', label: t('Kind'), kind: 'select', required: true, options: KIND_OPTIONS },
            { key: 'name', label: t('Name'), kind: 'text', required: true },
            ...(search.systemId
              ? []
              : [
                  {
                    key: 'systemId',
                    label: t('AI system'),
                    kind: 'record' as const,
                    types: ['system'],
                    required: true,
                  },
                ]),
          ]}
          initial={search.kind ? { kind: search.kind } : {}}
          fixed={search.systemId ? { systemId: search.systemId } : {}}
          endpoint={resourceEndpoints.create}
          verb={t('Add the resource')}
          onClose={() => change({ begin: null })}
          onDone={({ id }) => void navigate(orgPath(`/resources/${id}`) as never)}
        />
      )}
    </Page>
  );
}

function amount(value: unknown) {
  return value === null || value === undefined ? '' : numberText(Number(value));
}
