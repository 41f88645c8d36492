import { useNavigate } from '@tanstack/react-router';
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
      Add a resource
    </ActButton>
  );
  return (
    <Page
      title="Resources"
      clause="A.4"
      sentence="The tools, computing and people that each AI system needs at each stage, with energy and water where they are known."
      wide
      actions={add}
    >
      <RegisterList
        endpoint={resourceEndpoints.list}
        path="/resources"
        table={{ endpoints: resourceEndpoints, fields: LIST_FIELDS, decision }}
        columns={[
          { key: 'name', title: 'Name', sortable: true },
          {
            key: 'kind',
            title: 'Kind',
            sortable: true,
            render: (row) => KINDS[row.kind as keyof typeof KINDS],
          },
          {
            key: 'availability',
            title: 'Available',
            sortable: true,
            render: (row) => {
              const state = row.availability as keyof typeof AVAILABLE;
              return <StateMark label={AVAILABLE[state]} tone={TONES[state]} />;
            },
          },
          { key: 'location', title: 'Where', sortable: true },
          {
            key: 'energyKwh',
            title: 'kWh in a year',
            number: true,
            sortable: true,
            render: (row) => amount(row.energyKwh),
          },
          {
            key: 'waterLitres',
            title: 'Litres in a year',
            number: true,
            sortable: true,
            render: (row) => amount(row.waterLitres),
          },
          {
            key: 'systemId',
            title: 'AI system',
            render: (row) => <RecordName id={String(row.systemId)} />,
          },
          { key: 'ref', title: 'Reference', sortable: true },
        ]}
        filters={[
          { key: 'kind', title: 'Kind', options: KIND_OPTIONS },
          { key: 'availability', title: 'Available', options: AVAILABLE_OPTIONS },
        ]}
        empty={{
          title: 'No resource yet',
          why: 'An auditor asks what an AI system needs to be built and run well, and who makes sure that it is there. The same list gives the energy and water that its impact on the environment is judged by.',
          example: { name: 'Training cluster', kind: 'Computing', location: 'Norway', energyKwh: '4,200' },
          action: add,
        }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title="Add a resource"
          fields={[
            { key: 'kind', label: 'Kind', kind: 'select', required: true, options: KIND_OPTIONS },
            { key: 'name', label: 'Name', kind: 'text', required: true },
            ...(search.systemId
              ? []
              : [
                  {
                    key: 'systemId',
                    label: 'AI system',
                    kind: 'record' as const,
                    types: ['system'],
                    required: true,
                  },
                ]),
          ]}
          initial={search.kind ? { kind: search.kind } : {}}
          fixed={search.systemId ? { systemId: search.systemId } : {}}
          endpoint={resourceEndpoints.create}
          verb="Add the resource"
          onClose={() => change({ begin: null })}
          onDone={({ id }) => void navigate(orgPath(`/resources/${id}`) as never)}
        />
      )}
    </Page>
  );
}

function amount(value: unknown) {
  return value === null || value === undefined ? '' : Number(value).toLocaleString();
}
