import { msg, t } from '#kernel/language.ts';
import { PlainList } from '#ui/plain-register.tsx';
import { Day, StateMark } from '#ui/states.tsx';
import { demandEndpoints } from '../contract.ts';
import { demandLifecycle } from '../lifecycle.ts';
import { mayKeepFile } from '../policy.ts';
import { bindings, demandKinds } from '../words.ts';
import { choices } from './data.ts';
import { DEMAND_FIELDS } from './demand-fields.ts';

/** Who demands that we are certified, and since when (R181). */
export default function Demands() {
  return (
    <PlainList
      register={{
        title: t('Demands for certification'),
        add: msg('Add a demand'),
        none: msg('No demand yet'),
        clause: '4.2',
        sentence: t(
          'Who demands that the management system is certified, since when and how hard. The standard itself is voluntary.',
        ),
        path: '/certification-demands',
        endpoints: demandEndpoints,
        columns: [
          { key: 'title', title: t('What is demanded'), sortable: true },
          { key: 'kind', title: t('By'), render: (row) => t(demandKinds[row.kind as 'customer']) },
          { key: 'who', title: t('Who') },
          { key: 'binding', title: t('How hard'), render: (row) => t(bindings[row.binding as 'required']) },
          {
            key: 'since',
            title: t('Since'),
            sortable: true,
            render: (row) => <Day day={row.since as string} />,
          },
          {
            key: 'state',
            title: t('State'),
            render: (row) => <StateMark {...demandLifecycle.states[row.state as 'current']} />,
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ],
        filters: [
          { key: 'state', title: t('State'), options: choices(demandLifecycle.states) },
          { key: 'kind', title: t('By'), options: choices(demandKinds) },
          { key: 'binding', title: t('How hard'), options: choices(bindings) },
        ],
        fields: DEMAND_FIELDS,
        createFields: ['title', 'kind', 'who', 'standard', 'binding', 'since', 'wantedBy'],
        mayWrite: mayKeepFile,
        why: t(
          'Whether to seek a certificate is a decision; the demands of interested parties are its reasons.',
        ),
        example: {
          title: t('Clinics ask for ISO/IEC 42001 in their tenders'),
          kind: t('Tender'),
          binding: t('Required'),
          ref: 'DEM-0001',
        },
      }}
    />
  );
}
