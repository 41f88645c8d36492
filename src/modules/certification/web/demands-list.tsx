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
        title: 'Demands for certification',
        one: 'a demand',
        clause: '4.2',
        sentence:
          'Who demands that the management system is certified, since when and how hard. The standard itself is voluntary.',
        path: '/certification-demands',
        endpoints: demandEndpoints,
        columns: [
          { key: 'title', title: 'What is demanded', sortable: true },
          { key: 'kind', title: 'By', render: (row) => demandKinds[row.kind as 'customer'] },
          { key: 'who', title: 'Who' },
          { key: 'binding', title: 'How hard', render: (row) => bindings[row.binding as 'required'] },
          {
            key: 'since',
            title: 'Since',
            sortable: true,
            render: (row) => <Day day={row.since as string} />,
          },
          {
            key: 'state',
            title: 'State',
            render: (row) => <StateMark {...demandLifecycle.states[row.state as 'current']} />,
          },
          { key: 'ref', title: 'Reference', sortable: true },
        ],
        filters: [
          { key: 'state', title: 'State', options: choices(demandLifecycle.states) },
          { key: 'kind', title: 'By', options: choices(demandKinds) },
          { key: 'binding', title: 'How hard', options: choices(bindings) },
        ],
        fields: DEMAND_FIELDS,
        createFields: ['title', 'kind', 'who', 'standard', 'binding', 'since', 'wantedBy'],
        mayWrite: mayKeepFile,
        why: 'Whether to seek a certificate is a decision; the demands of interested parties are its reasons.',
        example: {
          title: 'Clinics ask for ISO/IEC 42001 in their tenders',
          kind: 'Tender',
          binding: 'Required',
          ref: 'DEM-0001',
        },
      }}
    />
  );
}
