import { msg, t } from '#kernel/language.ts';
import { useNames } from '#ui/people.ts';
import { PlainList } from '#ui/plain-register.tsx';
import { Day, StateMark } from '#ui/states.tsx';
import { ideaEndpoints } from '../idea-contract.ts';
import { ideaLifecycle } from '../lifecycle.ts';
import { mayRaise } from '../policy.ts';
import { ideaSources } from '../words.ts';
import { choices, IDEA_FIELDS } from './words.ts';

/** Ideas for a better management system. */
export default function Improvements() {
  const names = useNames();
  return (
    <PlainList
      register={{
        title: t('Improvements'),
        add: msg('Add an improvement'),
        none: msg('No improvement yet'),
        clause: '10.1',
        sentence: t('What could be better, what was decided on it, and whether it got better.'),
        path: '/improvements',
        endpoints: ideaEndpoints,
        titleField: 'title',
        columns: [
          { key: 'title', title: t('What could be better'), sortable: true },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...ideaLifecycle.states[row.state as 'proposed']} />,
          },
          {
            key: 'benefit',
            title: t('Benefit'),
            render: (row) => t(BENEFITS[(row.benefit as 'better') ?? 'none']),
          },
          {
            key: 'proposedBy',
            title: t('Proposed by'),
            render: (row) => names(row.proposedBy as string | null),
          },
          {
            key: 'proposedOn',
            title: t('Proposed'),
            sortable: true,
            render: (row) => <Day day={row.proposedOn as string} />,
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ],
        filters: [
          { key: 'state', title: t('State'), options: choices(ideaLifecycle.states) },
          { key: 'source', title: t('Source'), options: choices(ideaSources) },
        ],
        fields: IDEA_FIELDS,
        createFields: ['title', 'description', 'source', 'expectedBenefit', 'measure'],
        mayWrite: mayRaise,
        why: t(
          'An auditor asks which improvements were made, where they came from, and what shows their benefit.',
        ),
        example: {
          title: t('One form for privacy and impact assessment'),
          state: t('Benefit reviewed'),
          benefit: t('Better'),
          ref: 'IMP-0001',
        },
      }}
    />
  );
}

export const BENEFITS = {
  better: msg('Better'),
  same: msg('The same'),
  worse: msg('Worse'),
  none: '',
} as const;
