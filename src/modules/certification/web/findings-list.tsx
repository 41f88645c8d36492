import { t } from '#kernel/language.ts';
import { useActor } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { RegisterList } from '#ui/register-list.tsx';
import { Day, StateMark } from '#ui/states.tsx';
import { certificationFindingEndpoints } from '../contract.ts';
import { certificationFindingLifecycle } from '../lifecycle.ts';
import { mayKeepFile } from '../policy.ts';
import { findingKinds } from '../words.ts';
import { choices } from './data.ts';
import { FINDING_FIELDS } from './list-fields.ts';

/** What certification bodies found, over all audits. */
export default function Findings() {
  return (
    <Page
      title={t('Findings of the certification body')}
      clause="10.2"
      sentence={t('What the body wrote down, by when it wants an answer, and what it said to it.')}
      wide
    >
      <RegisterList
        endpoint={certificationFindingEndpoints.list}
        path="/certification-findings"
        table={{
          endpoints: certificationFindingEndpoints,
          fields: FINDING_FIELDS,
          decision: mayKeepFile(useActor()),
        }}
        columns={[
          { key: 'title', title: t('Finding'), sortable: true },
          {
            key: 'kind',
            title: t('Kind'),
            sortable: true,
            render: (row) => t(findingKinds[row.kind as 'major']),
          },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...certificationFindingLifecycle.states[row.state as 'open']} />,
          },
          {
            key: 'answerDueOn',
            title: t('Answer by'),
            sortable: true,
            render: (row) => (row.state === 'open' ? <Day day={row.answerDueOn as string | null} /> : ''),
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          { key: 'state', title: t('State'), options: choices(certificationFindingLifecycle.states) },
          { key: 'kind', title: t('Kind'), options: choices(findingKinds) },
        ]}
        empty={{
          title: t('No finding is written down'),
          why: t('Findings are written down from an audit of the body, once it was held.'),
        }}
      />
    </Page>
  );
}
