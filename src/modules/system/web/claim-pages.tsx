import { useParams } from '@tanstack/react-router';
import { msg, t } from '#kernel/language.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { RecordName } from '#ui/record-name.tsx';
import { History } from '#ui/record-parts.tsx';
import { RegisterList } from '#ui/register-list.tsx';
import { exportOnly } from '#ui/register-types.ts';
import { ActButton, Await, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { claimActs, claimEndpoints, claimLifecycle, claimTitles } from '../claim-contract.ts';
import { mayWriteSystem } from '../policy.ts';
import { type Claim, ClaimActs, ClaimCard } from './claims.tsx';

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const VALUES = {
  yes: msg('Yes'),
  no: msg('No'),
  partly: msg('Partly'),
  planned: msg('Planned'),
  waived: msg('Waived'),
  unclear: msg('Unclear'),
} as const;

/** Every statement of imported sources. */
export default function ClaimList() {
  const derive = useCommand(claimActs.derive);
  return (
    <Page
      title={t('Statements of sources')}
      clause="A.4.2"
      sentence={t(
        'What imported inventories say was or was not done. A statement counts nowhere until a person confirms it with evidence.',
      )}
      wide
      actions={
        <ActButton
          decision={mayWriteSystem(useActor())}
          loading={derive.isPending}
          onClick={() => derive.mutate({})}
        >
          {t('Read earlier imports')}
        </ActButton>
      }
    >
      {derive.error && <ErrorView error={derive.error} />}
      {derive.data && (
        <p role="status">
          {t('{claims} statements read from {systems} AI systems.', {
            claims: derive.data.claims,
            systems: derive.data.systems,
          })}
        </p>
      )}
      <RegisterList
        endpoint={claimEndpoints.list}
        path="/claims"
        table={exportOnly(claimEndpoints)}
        columns={[
          {
            key: 'topic',
            title: t('Statement'),
            sortable: true,
            render: (row) => t(claimTitles[row.topic as keyof typeof claimTitles]),
          },
          {
            key: 'value',
            title: t('Says'),
            sortable: true,
            render: (row) => t(VALUES[row.value as keyof typeof VALUES]),
          },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => (
              <StateMark {...claimLifecycle.states[row.state as keyof typeof claimLifecycle.states]} />
            ),
          },
          { key: 'said', title: t('In its own words') },
          {
            key: 'systemId',
            title: t('AI system'),
            render: (row) => <RecordName id={String(row.systemId)} />,
          },
          {
            key: 'saidOn',
            title: t('Said'),
            sortable: true,
            render: (row) => <Day day={row.saidOn as string} />,
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          {
            key: 'state',
            title: t('State'),
            options: Object.entries(claimLifecycle.states).map(([value, { label }]) => ({ value, label })),
          },
          { key: 'topic', title: t('Statement'), options: options(claimTitles) },
          { key: 'value', title: t('Says'), options: options(VALUES) },
        ]}
        empty={{
          title: t('No statement of a source yet'),
          why: t(
            'When an imported inventory says that an impact assessment, a test or an appeal exists, its words are kept here, dated and without evidence, so that nobody takes them for proof.',
          ),
          example: {
            topic: t('An impact assessment was made'),
            value: t('Yes'),
            state: t('Claimed by the source'),
          },
        }}
      />
    </Page>
  );
}

/** One statement at an address of its own. */
export function ClaimRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(claimEndpoints.get, { id });
  return (
    <Await query={query as never}>
      {(claim: Claim & { readonly systemId: string }) => (
        <Page
          title={`${t(claimTitles[claim.topic])}: ${claim.value}`}
          sentence={t('{ref}: a statement of a source, not a finding of ours.', { ref: claim.ref })}
          actions={<PageLink path={`/systems/${claim.systemId}`}>{t('The AI system')}</PageLink>}
        >
          <div className="two">
            <div>
              <ClaimCard claim={claim} />
              <ClaimActs claim={claim} />
            </div>
            <History endpoint={claimEndpoints.history} id={claim.id} />
          </div>
        </Page>
      )}
    </Await>
  );
}
