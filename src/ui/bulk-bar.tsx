import { Button } from '@mantine/core';
import { lazy, type RefObject, Suspense, useState } from 'react';
import { t } from '#kernel/language.ts';
import { shownDay } from './api.ts';
import { tableText } from './copy-table.ts';
import { messages } from './messages.ts';
import type { Row, TableActs } from './register-types.ts';

const EditTogether = lazy(() => import('./edit-together.tsx'));

/** What can be done with the selected rows. Acts of authority are never among it: they are done one by one. */
export function BulkBar({
  rows: picked,
  titles,
  body,
  acts,
  onClear,
}: {
  readonly rows: readonly Row[];
  readonly titles: readonly string[];
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly acts: TableActs | undefined;
  readonly onClear: () => void;
}) {
  const [said, setSaid] = useState('');
  const [editing, setEditing] = useState(false);
  const count = picked.length;
  if (count === 0) return null;
  const editMany = acts?.endpoints.editMany;
  const mayEdit = acts?.decision.allowed === true && shownDay() === null;
  const copy = async () => {
    const rows = [...(body.current?.rows ?? [])].filter((row) => row.classList.contains('picked'));
    const cells = rows.map((row) => [...row.cells].slice(1).map((cell) => cell.innerText));
    try {
      await navigator.clipboard.writeText(tableText([titles, ...cells]));
      setSaid(t('Copied. Paste it into a spreadsheet.'));
    } catch {
      setSaid(t('The browser did not allow copying.'));
    }
  };
  return (
    <section className="bulk" aria-label={messages.selected(count)}>
      <strong>{messages.selected(count)}</strong>
      <Button size="xs" variant="default" onClick={() => void copy()}>
        {t('Copy as a table')}
      </Button>
      {acts && editMany && (
        <Button
          size="xs"
          variant="default"
          disabled={!mayEdit}
          title={acts.decision.allowed ? undefined : acts.decision.reason}
          onClick={() => setEditing(true)}
        >
          {t('Change together…')}
        </Button>
      )}
      <Button
        size="xs"
        variant="subtle"
        onClick={() => {
          setSaid('');
          onClear();
        }}
      >
        {t('Select nothing')}
      </Button>
      <span className="quiet" role="status">
        {said}
      </span>
      {editing && acts && editMany && (
        <Suspense>
          <EditTogether
            rows={picked}
            fields={acts.fields}
            editMany={editMany}
            onClose={() => setEditing(false)}
          />
        </Suspense>
      )}
    </section>
  );
}
