import { numberText, t } from '#kernel/language.ts';
/** The words of the kit, in one place: a second language replaces this file, not the components. */
export const messages = {
  times: (n: number) => t('{n} times, the latest', { n }),
  stillRightExplain: (what: string, why: string) =>
    t(
      '{what}. Since you looked: {why}. You looked again and nothing has to change; your reason stays with it.',
      { what, why },
    ),
  inAll: (n: number) => t('{n} in all', { n: numberText(n) }),
  matching: (n: number) => t('{n, plural, one {# matches} other {# match}}', { n }),
  viewActs: (title: string) => t('What can be done with the view {title}', { title }),
  select: (what: string) => t('Select {what}', { what }),
  selected: (n: number) => t('{n} selected', { n: numberText(n) }),
  exportAs: (format: string) => t('Export as {format}', { format }),
  willHappen: (n: { created: number; updated: number; unchanged: number; errorCount: number }) =>
    n.errorCount > 0
      ? t(
          '{created} will be added, {updated} changed, {unchanged} stay as they are, {errorCount, plural, one {# has} other {# have}} an error and will be left out.',
          {
            errorCount: n.errorCount,
            created: numberText(n.created),
            updated: numberText(n.updated),
            unchanged: numberText(n.unchanged),
          },
        )
      : t('{created} will be added, {updated} changed, {unchanged} stay as they are.', {
          created: numberText(n.created),
          updated: numberText(n.updated),
          unchanged: numberText(n.unchanged),
        }),
  bringIn: (n: number) => t('Bring in {n, plural, one {# row} other {# rows}}', { n }),
  broughtIn: (n: { created: number; updated: number }) =>
    t('{created} added, {updated} changed.', {
      created: numberText(n.created),
      updated: numberText(n.updated),
    }),
  editTogetherTitle: (n: number) => t('Change {n} together', { n: numberText(n) }),
  wouldChange: (n: { changed: number; unchanged: number; refused: number }) =>
    n.unchanged > 0
      ? n.refused > 0
        ? t('{changed} will change, {unchanged} have this value already, {refused} stay as they are:', {
            changed: numberText(n.changed),
            unchanged: numberText(n.unchanged),
            refused: numberText(n.refused),
          })
        : t('{changed} will change, {unchanged} have this value already.', {
            changed: numberText(n.changed),
            unchanged: numberText(n.unchanged),
          })
      : n.refused > 0
        ? t('{changed} will change, {refused} stay as they are:', {
            changed: numberText(n.changed),
            refused: numberText(n.refused),
          })
        : t('{changed} will change.', { changed: numberText(n.changed) }),
  changeThem: (n: number) => t('Change {n}', { n: numberText(n) }),
  entry: (seq: number) => t('entry {seq}', { seq: numberText(seq) }),
  fieldsChanged: (n: number) => t('{n, plural, one {# field} other {# fields}}', { n: numberText(n) }),
  earlier: (n: number) => t('Show {n} earlier', { n: numberText(n) }),
  andMore: (n: number) => t('and {n} more', { n: numberText(n) }),
  addRow: (label: string) => t('Add a line to {label}', { label }),
  rowOf: (label: string, n: number) => `${label} ${n}`,
  takeRowAway: (label: string, n: number) => t('Remove line {n} of {label}', { n, label }),
} as const;
