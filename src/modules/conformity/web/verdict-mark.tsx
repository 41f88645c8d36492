import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Verdict, verdicts } from '#kernel/verdict.ts';

/** State colours stand for state only, always with shape and word; they are read from the theme in both schemes. */
const COLOUR: Readonly<Record<Verdict, string>> = {
  complete: 'green',
  partial: 'yellow',
  missing: 'red',
  'no-occurrence': 'blue',
  'cannot-judge': 'dimmed',
  excluded: 'dimmed',
};

/** A verdict as shape, colour and word together: it reads in black and white too. */
export function VerdictMark({ verdict, count }: { verdict: Verdict; count?: number }): ReactNode {
  const { mark, label } = verdicts[verdict];
  return (
    <Text component="span" size="sm" style={{ whiteSpace: 'nowrap' }}>
      <Text component="span" c={COLOUR[verdict]} aria-hidden="true" fw={700}>
        {mark}
      </Text>{' '}
      {count === undefined ? label : `${count} ${label.toLowerCase()}`}
    </Text>
  );
}
