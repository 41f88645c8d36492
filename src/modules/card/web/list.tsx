import { t } from '#kernel/language.ts';
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
      {t('Begin a card')}
    </ActButton>
  );
  return (
    <Page
      title={t('System cards')}
      clause="A.8.2, A.6.2.7"
      sentence={t(
        'What users and affected people are told of an AI system: what it can do, where its limits are, who watches it, and how results are explained.',
      )}
      wide
      actions={add}
    >
      <RegisterList
        endpoint={cardEndpoints.list}
        path="/cards"
        table={exportOnly(cardEndpoints)}
        columns={[
          { key: 'title', title: t('Title'), sortable: true },
          {
            key: 'publishedNumber',
            title: t('Published'),
            sortable: true,
            render: (row) =>
              row.publishedNumber ? (
                <StateMark
                  label={
                    row.changed
                      ? t('Version {publishedNumber}, changed since', {
                          publishedNumber: Number(row.publishedNumber),
                        })
                      : t('Version {publishedNumber}', { publishedNumber: Number(row.publishedNumber) })
                  }
                  tone={row.changed ? 'warning' : 'good'}
                />
              ) : (
                <StateMark label={t('In work')} tone="neutral" />
              ),
          },
          {
            key: 'publishedOn',
            title: t('On'),
            sortable: true,
            render: (row) => (row.publishedOn ? <Day day={row.publishedOn as string} /> : ''),
          },
          {
            key: 'address',
            title: t('Public page'),
            render: (row) =>
              row.address ? `/cards/${row.address}` : <span className="quiet">{t('off')}</span>,
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        empty={{
          title: t('No system card yet'),
          why: t(
            'Users and the people an AI system decides about must be told what it does and where its limits are. An auditor asks for the version that they read, and who approved it.',
          ),
          example: {
            title: t('Applicant ranking'),
            publishedNumber: t('Version 2'),
            address: t('/cards/applicant-ranking'),
          },
          action: add,
        }}
      />
      {adding && <BeginCard systemId={search.systemId} onClose={() => change({ begin: null })} />}
    </Page>
  );
}
