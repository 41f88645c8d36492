import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { useFieldSaves } from './field-saves.ts';
import { type Field, FieldInput } from './fields.tsx';
import { MergeView } from './merge-view.tsx';
import type { Row } from './register-types.ts';
import { ErrorView } from './states.tsx';

/**
 * One cell of a register while it is edited. Leaving it or Enter saves; Escape leaves it as it was; Tab goes on to the
 * next; Shift and Enter begin a new line.
 * @param onClose is told how many cells to go on: 0 to stop
 */
export function CellEditor({
  row,
  field,
  update,
  onClose,
}: {
  readonly row: Row;
  readonly field: Field;
  readonly update: Endpoint;
  readonly onClose: (step: number) => void;
}) {
  const { save, choose, clashes, command } = useFieldSaves(row, update);
  const step = useRef(0);
  const given = useRef(false);
  // It stays until the answer came: what somebody else wrote meanwhile, or a refusal, is shown where it happened.
  const settled = given.current && command.isSuccess && clashes.length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the save has settled
  useEffect(() => {
    if (settled) onClose(step.current);
  }, [settled]);
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') return onClose(0);
    if (event.key === 'Tab') {
      event.preventDefault();
      step.current = event.shiftKey ? -1 : 1;
      (event.target as HTMLElement).blur();
    } else if (event.key === 'Enter' && !event.shiftKey && field.kind !== 'many')
      (event.target as HTMLElement).blur();
  };
  const onBlur = (event: FocusEvent) => {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    // A field that was not changed reports nothing when it is left.
    setTimeout(() => !given.current && onClose(step.current), 0);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only looks at the keys of the input inside
    <div className="cell-editor" onKeyDown={onKey} onBlur={onBlur}>
      {clashes.map((clash) => (
        <MergeView key={clash.field.key} clash={clash} onChoose={(mine) => choose(clash, mine)} />
      ))}
      {command.error && <ErrorView error={command.error} />}
      <FieldInput
        field={field}
        value={row[field.key]}
        autoFocus
        onCommit={(value) => {
          given.current = true;
          save(field, value);
        }}
      />
    </div>
  );
}
