import type { ReactNode } from 'react';

/** The head of a column; one of figures stands at the right. */
export type ColumnHead = string | { readonly num: string };

/**
 * A table in a card of its own, which scrolls sideways where it is too wide, also by keyboard.
 * @param label names the table for whoever does not see it
 * @param children rows; each cell but the first names its column by `data-label`, for the phone
 */
export function TableCard({
  label,
  head,
  children,
}: {
  readonly label: string;
  readonly head: readonly ColumnHead[];
  readonly children: ReactNode;
}) {
  return (
    <section className="card scroll" tabIndex={0} aria-label={label}>
      <table className="list">
        <thead>
          <tr>
            {head.map((each) =>
              typeof each === 'string' ? (
                <th key={each} scope="col">
                  {each}
                </th>
              ) : (
                <th key={each.num} scope="col" className="num">
                  {each.num}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
