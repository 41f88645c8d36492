import { Button } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { tableText } from './copy-table.ts';
import { messages } from './messages.ts';

/** What can be done with the selected rows. Acts of authority are never among it: they are done one by one. */
export function BulkBar({
  count,
  titles,
  body,
  onClear,
}: {
  readonly count: number;
  readonly titles: readonly string[];
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly onClear: () => void;
}) {
  const [said, setSaid] = useState('');
  if (count === 0) return null;
  const copy = async () => {
    const rows = [...(body.current?.rows ?? [])].filter((row) => row.classList.contains('picked'));
    const cells = rows.map((row) => [...row.cells].slice(1).map((cell) => cell.innerText));
    try {
      await navigator.clipboard.writeText(tableText([titles, ...cells]));
      setSaid(messages.copied);
    } catch {
      setSaid(messages.notCopied);
    }
  };
  return (
    <section className="bulk" aria-label={messages.selected(count)}>
      <strong>{messages.selected(count)}</strong>
      <Button size="xs" variant="default" onClick={() => void copy()}>
        {messages.copyTable}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        onClick={() => {
          setSaid('');
          onClear();
        }}
      >
        {messages.clearSelection}
      </Button>
      <span className="quiet" role="status">
        {said}
      </span>
    </section>
  );
}
