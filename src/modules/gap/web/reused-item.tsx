import { PlainRecord } from '#ui/plain-register.tsx';
import { reusedItemEndpoints } from '../contract.ts';
import { mayDeclareReuse } from '../policy.ts';
import { reuseFields } from './reuse-tab.tsx';

/** One item of another management system. */
export default function ReusedItemPage() {
  return (
    <PlainRecord
      register={{
        title: 'Reusable items',
        one: 'a reusable item',
        clause: '4.4',
        sentence: 'What other management systems have already, declared for use here.',
        path: '/reusable-items',
        endpoints: reusedItemEndpoints,
        columns: [{ key: 'title', title: 'Item' }],
        filters: [],
        fields: [...reuseFields, { key: 'note', label: 'Note', kind: 'long' }],
        createFields: ['title'],
        mayWrite: mayDeclareReuse,
        why: 'An integrated management system is made once.',
        example: { title: 'Internal audit programme' },
      }}
    />
  );
}
