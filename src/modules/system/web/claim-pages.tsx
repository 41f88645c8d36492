import { useParams } from '@tanstack/react-router';
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
  yes: 'Yes',
  no: 'No',
  partly: 'Partly',
  planned: 'Planned',
  waived: 'Waived',
  unclear: 'Unclear',
} as const;

/** Every statement of imported sources. */
export default function ClaimList() {
  const derive = useCommand(claimActs.derive);
  return (
    <Page
      title="Statements of sources"
      clause="A.4.2"
      sentence="What imported inventories say was or was not done. A statement counts nowhere until a person confirms it with evidence."
      wide
      actions={
        <ActButton
          decision={mayWriteSystem(useActor())}
          loading={derive.isPending}
          onClick={() => derive.mutate({})}
        >
          Read earlier imports
        </ActButton>
      }
    >
      {derive.error && <ErrorView error={derive.error} />}
      {derive.data && (
        <p role="status">
          {derive.data.claims} statements read from {derive.data.systems} AI systems.
        </p>
      )}
      <RegisterList
        endpoint={claimEndpoints.list}
        path="/claims"
        table={exportOnly(claimEndpoints)}
        columns={[
          {
            key: 'topic',
            title: 'Statement',
            sortable: true,
            render: (row) => claimTitles[row.topic as keyof typeof claimTitles],
          },
          {
            key: 'value',
            title: 'Says',
            sortable: true,
            render: (row) => VALUES[row.value as keyof typeof VALUES],
          },
          {
            key: 'state',
            title: 'State',
            sortable: true,
            render: (row) => (
              <StateMark {...claimLifecycle.states[row.state as keyof typeof claimLifecycle.states]} />
            ),
          },
          { key: 'said', title: 'In its own words' },
          {
            key: 'systemId',
            title: 'AI system',
            render: (row) => <RecordName id={String(row.systemId)} />,
          },
          {
            key: 'saidOn',
            title: 'Said',
            sortable: true,
            render: (row) => <Day day={row.saidOn as string} />,
          },
          { key: 'ref', title: 'Reference', sortable: true },
        ]}
        filters={[
          {
            key: 'state',
            title: 'State',
            options: Object.entries(claimLifecycle.states).map(([value, { label }]) => ({ value, label })),
          },
          { key: 'topic', title: 'Statement', options: options(claimTitles) },
          { key: 'value', title: 'Says', options: options(VALUES) },
        ]}
        empty={{
          title: 'No statement of a source yet',
          why: 'When an imported inventory says that an impact assessment, a test or an appeal exists, its words are kept here, dated and without evidence, so that nobody takes them for proof.',
          example: { topic: 'An impact assessment was made', value: 'Yes', state: 'Claimed by the source' },
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
          title={`${claimTitles[claim.topic]}: ${claim.value}`}
          sentence={`${claim.ref}: a statement of a source, not a finding of ours.`}
          actions={<PageLink path={`/systems/${claim.systemId}`}>The AI system</PageLink>}
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
