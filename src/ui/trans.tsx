import { Trans as LinguiTrans } from '@lingui/react';
import { createElement, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react';

/**
 * A text with elements in it: `<Trans id="Nobody has <0>looked</0> yet" components={{ 0: <strong /> }} />`. Elements
 * are numbered as they stand in the English text; a translation may place them differently.
 */
export function Trans({
  id,
  values,
  components = {},
}: {
  readonly id: string;
  readonly values?: Readonly<Record<string, ReactNode>>;
  readonly components?: Readonly<Record<string, ReactElement>>;
}) {
  return (
    <LinguiTrans
      id={id}
      components={{ ...components }}
      {...(values && {
        values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asElement(value)])),
      })}
    />
  );
}

/** Words stand in a text as they are: what people typed is never read as an element of it. Numbers choose plurals. */
function asElement(value: ReactNode): ReactNode {
  return typeof value === 'number' || isValidElement(value) ? value : createElement(Fragment, null, value);
}
