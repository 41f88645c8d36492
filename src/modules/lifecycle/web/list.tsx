import { useNavigate } from '@tanstack/react-router';
import { msg, t } from '#kernel/language.ts';
import { systemEndpoints } from '#modules/system/contract.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RecordName } from '#ui/record-name.tsx';
import { RegisterList } from '#ui/register-list.tsx';
import { ActButton, Day, StateMark } from '#ui/states.tsx';
import { recordEndpoints } from '../contract.ts';
import { kinds, type RecordKind, recordKinds } from '../kinds.ts';
import { recordLifecycle } from '../lifecycle.ts';
import { mayWriteRecord } from '../policy.ts';
import { KIND_OPTIONS } from './words.ts';

/** Who answers for it and what it is called; what it says is written on its page. */
const LIST_FIELDS: readonly Field[] = [
  { key: 'title', label: msg('Title'), kind: 'text', required: true },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  { key: 'reviewOn', label: msg('Review on'), kind: 'date' },
];
const { exportRows, update, editMany } = recordEndpoints;

type State = keyof typeof recordLifecycle.states;

/** Every life-cycle record of every AI system. */
export default function LifecycleRecords() {
  const [search, change] = useSearchState();
  const adding = search.begin === 'yes';
  const names = useNames();
  const decision = mayWriteRecord(useActor());
  const add = (
    <ActButton decision={decision} primary onClick={() => change({ begin: 'yes' })}>
      {t('Add a record')}
    </ActButton>
  );
  return (
    <Page
      title={t('Life-cycle records')}
      clause="A.6.2"
      sentence={t(
        'What an AI system must do, how it is built, tested, released, watched and ended: one record for each, approved by somebody who did not prepare it.',
      )}
      wide
      actions={
        <>
          <PageLink path="/gates/exceptions">{t('Exceptions')}</PageLink>
          <PageLink path="/gates/rules">{t('Rules of the gates')}</PageLink>
          {add}
        </>
      }
    >
      <RegisterList
        endpoint={recordEndpoints.list}
        path="/lifecycle-records"
        table={{ endpoints: { exportRows, update, editMany }, fields: LIST_FIELDS, decision }}
        columns={[
          { key: 'title', title: t('Title'), sortable: true },
          {
            key: 'kind',
            title: t('Kind'),
            sortable: true,
            render: (row) => t(kinds[row.kind as RecordKind]?.title ?? ''),
          },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...recordLifecycle.states[row.state as State]} />,
          },
          {
            key: 'systemId',
            title: t('AI system'),
            render: (row) => <RecordName id={String(row.systemId)} path={`/systems/${row.systemId}/gates`} />,
          },
          {
            key: 'ownerId',
            title: t('Owner'),
            render: (row) => (row.ownerId ? names(row.ownerId as string) : ''),
          },
          {
            key: 'approvedOn',
            title: t('Approved'),
            sortable: true,
            render: (row) => (row.approvedOn ? <Day day={row.approvedOn as string} /> : ''),
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          { key: 'kind', title: t('Kind'), options: KIND_OPTIONS },
          {
            key: 'state',
            title: t('State'),
            options: Object.entries(recordLifecycle.states).map(([value, { label }]) => ({ value, label })),
          },
        ]}
        empty={{
          title: t('No life-cycle record yet'),
          why: t(
            'An auditor picks one AI system and asks for its requirements, its tests with the limits fixed beforehand, and who released it. The gates between the stages ask for the same records before, not after.',
          ),
          example: {
            title: t('Verification of the applicant ranking'),
            kind: t('Verification and validation'),
            state: t('Approved'),
          },
          action: add,
        }}
      />
      {adding && <AddRecord />}
    </Page>
  );
}

/** Which system, which kind; an address may say both already. */
function AddRecord() {
  const [search, change] = useSearchState();
  const navigate = useNavigate();
  const known = useEndpoint(
    systemEndpoints.get,
    { id: search.systemId ?? '' },
    { enabled: search.systemId !== undefined },
  );
  const kind = recordKinds.find((each) => each === search.kind);
  const close = () => change({ begin: null, systemId: null, kind: null });
  if (search.systemId && known.isPending) return null;
  const system = known.data;
  return (
    <AskDialog<{ id: string }>
      title={t('Add a life-cycle record')}
      explain={[
        system && t('For {ref} {name}.', { ref: system.ref, name: system.name }),
        kind ? t(kinds[kind].purpose) : t('Its fields follow from its kind.'),
      ]
        .filter(Boolean)
        .join(' ')}
      fields={[
        { key: 'kind', label: t('Kind'), kind: 'select', required: true, options: KIND_OPTIONS },
        ...(system
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
        { key: 'title', label: t('Title'), kind: 'text', required: true },
      ]}
      initial={{
        ...(kind && { kind }),
        ...(kind && system && { title: `${kinds[kind].title}: ${system.name}`.slice(0, 300) }),
      }}
      fixed={system ? { systemId: system.id } : {}}
      endpoint={recordEndpoints.create}
      verb={t('Begin the record')}
      onClose={close}
      onDone={({ id }) => void navigate(orgPath(`/lifecycle-records/${id}`) as never)}
    />
  );
}
