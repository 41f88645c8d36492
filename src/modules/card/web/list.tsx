import { useActor, useSearchState } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { RegisterList } from '#ui/register-list.tsx';
import { exportOnly } from '#ui/register-types.ts';
import { ActButton, Day, StateMark } from '#ui/states.tsx';
import { cardEndpoints } from '../contract.ts';
import { mayWriteCard } from '../policy.ts';
import { BeginCard } from './begin.tsx';

/** The cards of all AI systems. */
export default function Cards() {
  const [search, change] = useSearchState();
  const adding = search.begin === 'yes';
  const add = (
    <ActButton decision={mayWriteCard(useActor())} primary onClick={() => change({ begin: 'yes' })}>
      Begin a card
    </ActButton>
  );
  return (
    <Page
      title="System cards"
      clause="A.8.2, A.6.2.7"
      sentence="What users and affected people are told of an AI system: what it can do, where its limits are, who watches it, and how results are explained."
      wide
      actions={add}
    >
      <RegisterList
        endpoint={cardEndpoints.list}
        path="/cards"
        table={exportOnly(cardEndpoints)}
        columns={[
          { key: 'title', title: 'Title', sortable: true },
          {
            key: 'publishedNumber',
            title: 'Published',
            sortable: true,
            render: (row) =>
              row.publishedNumber ? (
                <StateMark
                  label={`Version ${row.publishedNumber}${row.changed ? ', changed since' : ''}`}
                  tone={row.changed ? 'warning' : 'good'}
                />
              ) : (
                <StateMark label="In work" tone="neutral" />
              ),
          },
          {
            key: 'publishedOn',
            title: 'On',
            sortable: true,
            render: (row) => (row.publishedOn ? <Day day={row.publishedOn as string} /> : ''),
          },
          {
            key: 'address',
            title: 'Public page',
            render: (row) => (row.address ? `/cards/${row.address}` : <span className="quiet">off</span>),
          },
          { key: 'ref', title: 'Reference', sortable: true },
        ]}
        empty={{
          title: 'No system card yet',
          why: 'Users and the people an AI system decides about must be told what it does and where its limits are. An auditor asks for the version that they read, and who approved it.',
          example: {
            title: 'Applicant ranking',
            publishedNumber: 'Version 2',
            address: '/cards/applicant-ranking',
          },
          action: add,
        }}
      />
      {adding && <BeginCard systemId={search.systemId} onClose={() => change({ begin: null })} />}
    </Page>
  );
}
