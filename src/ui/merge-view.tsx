import { Button } from '@mantine/core';
import type { Clash } from './field-saves.ts';
import { shownValue } from './fields.tsx';
import { messages } from './messages.ts';

/** Both values of a field that two people changed, until one is chosen. */
export function MergeView({
  clash,
  names,
  onChoose,
}: {
  readonly clash: Clash;
  readonly names: (id: string) => string;
  readonly onChoose: (mine: boolean) => void;
}) {
  const { field, mine, theirs } = clash;
  const side = (title: string, value: unknown) => (
    <div>
      <dt>{title}</dt>
      <dd>{shownValue(field, value, names) || <span className="quiet">{messages.nothing}</span>}</dd>
    </div>
  );
  return (
    <div role="alert" className="merge">
      <strong>{messages.somebodyElse}</strong> {field.label}
      <dl>
        {side(messages.theirs, theirs)}
        {side(messages.yours, mine)}
      </dl>
      <Button size="xs" mr={8} onClick={() => onChoose(true)}>
        {messages.keepMine}
      </Button>
      <Button size="xs" variant="default" onClick={() => onChoose(false)}>
        {messages.keepTheirs}
      </Button>
    </div>
  );
}
