import { msg, t } from '#kernel/language.ts';
import { PlainRecord } from '#ui/plain-register.tsx';
import { reusedItemEndpoints } from '../contract.ts';
import { mayDeclareReuse } from '../policy.ts';
import { reuseFields } from './reuse-tab.tsx';

/** One item of another management system. */
export default function ReusedItemPage() {
  return (
    <PlainRecord
      register={{
        title: t('Reusable items'),
        add: msg('Add a reusable item'),
        none: msg('No reusable item yet'),
        clause: '4.4',
        sentence: t('What other management systems have already, declared for use here.'),
        path: '/reusable-items',
        endpoints: reusedItemEndpoints,
        columns: [{ key: 'title', title: t('Item') }],
        filters: [],
        fields: [...reuseFields, { key: 'note', label: t('Note'), kind: 'long' }],
        createFields: ['title'],
        mayWrite: mayDeclareReuse,
        why: t('An integrated management system is made once.'),
        example: { title: t('Internal audit programme') },
      }}
    />
  );
}
