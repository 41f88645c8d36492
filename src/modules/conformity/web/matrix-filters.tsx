import { SegmentedControl, Switch } from '@mantine/core';
import { msg, t } from '#kernel/language.ts';
import { verdicts } from '#kernel/verdict.ts';
import { isFiltered, type MatrixView, plainView } from './matrix.ts';

const CONFIRMED = {
  current: msg('Confirmed on current facts'),
  'older-facts': msg('Confirmed on older facts'),
  expired: msg('Confirmation ran out'),
  none: msg('Not confirmed'),
} as const;

/** The controls above the matrix; everything they set stands in the address. */
export function MatrixFilters({
  view,
  onView,
}: {
  readonly view: MatrixView;
  readonly onView: (view: MatrixView) => void;
}) {
  // Another filter finds other groups: what was opened by hand before would hide them.
  const set = (change: Partial<MatrixView>) => onView({ ...view, open: null, ...change });
  const chips = [
    view.verdict && { text: t(verdicts[view.verdict].label), off: { verdict: null } },
    view.kind && { text: view.kind === 'clause' ? t('Subclauses') : t('Controls'), off: { kind: null } },
    view.group !== null && { text: t('Group {group}', { group: view.group }), off: { group: null } },
    view.confirmed && { text: t(CONFIRMED[view.confirmed]), off: { confirmed: null } },
  ].filter((chip) => chip !== null && chip !== false);
  return (
    <div
      className="noprint"
      style={{ display: 'flex', gap: 16, flexWrap: 'wrap', alignItems: 'center', marginBottom: 10 }}
    >
      <SegmentedControl
        size="xs"
        aria-label={t('Order of the rows')}
        value={view.view}
        onChange={(chosen) => set({ view: chosen === 'pdca' ? 'pdca' : 'clauses' })}
        data={[
          { value: 'clauses', label: t('By clause') },
          { value: 'pdca', label: t('Plan, do, check, act') },
        ]}
      />
      <Switch
        label={t('What an auditor would raise')}
        checked={view.raised}
        onChange={(event) => set({ raised: event.currentTarget.checked })}
      />
      <Switch
        label={t('Open gaps')}
        checked={view.gaps}
        onChange={(event) => set({ gaps: event.currentTarget.checked })}
      />
      {chips.map(({ text, off }) => (
        <button
          key={text}
          type="button"
          className="chip"
          onClick={() => set(off)}
          title={t('Take this filter away')}
        >
          {text} ×
        </button>
      ))}
      {isFiltered(view) && (
        <button type="button" className="chip" onClick={() => onView({ ...plainView, view: view.view })}>
          {t('Show everything')}
        </button>
      )}
    </div>
  );
}
