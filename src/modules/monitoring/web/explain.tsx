import { msg, numberText, t } from '#kernel/language.ts';
import { metricCatalog } from '#measure/metric-catalog.ts';
import { Dialog } from '#ui/dialog.tsx';
import { OrgLink } from '#ui/links.tsx';
import { figureText } from '../figure-text.ts';
import type { Series } from '../result-contract.ts';
import { intervalText, metricTitle, sliceTitle, windowText } from './words.ts';

export type Explained = {
  readonly metric: string;
  readonly slice: string;
  readonly figure: NonNullable<Series['points'][number]['figure']>;
  readonly window: { readonly windowFrom: string; readonly windowTo: string };
  readonly hash: string;
  readonly resultId: string;
};

const BOUNDS = {
  none: msg('No interval'),
  wilson: msg('An interval for chance, by Wilson’s formula for a share'),
  reported: msg('As another tool reported it'),
  bootstrap: msg('An interval for chance: the rows drawn again many times'),
  guaranteed: msg('The true value of these rows lies inside for certain'),
} as const;

/** What a figure is: its definition, formula and source, the rows and the window it stands on, the hash it is bound to. */
export function Explain({
  of,
  timeZone,
  onClose,
}: {
  readonly of: Explained;
  readonly timeZone: string;
  readonly onClose: () => void;
}) {
  const { metric, slice, figure, window, hash, resultId } = of;
  const known = metricCatalog.get(metric);
  const interval = intervalText(metric, figure.lo, figure.hi);
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={<strong>{metricTitle(metric)}</strong>}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <p className="figure-large">
        {figureText(metric, figure.value)}
        {interval && <span className="quiet"> {interval}</span>}
      </p>
      {figure.reason && <p>▲ {figure.reason}</p>}
      <dl className="terms">
        <Fact title={t('Part of the data')}>{sliceTitle(slice)}</Fact>
        <Fact title={t('Window')}>{windowText(window.windowFrom, window.windowTo, timeZone)}</Fact>
        <Fact title={t('Rows it stands on')}>{numberText(figure.n)}</Fact>
        <Fact title={t('Interval')}>{t(BOUNDS[figure.boundKind])}</Fact>
        {known ? (
          <>
            <Fact title={t('Definition')}>{known.definition}</Fact>
            <Fact title={t('Formula')}>
              <code>{known.formula}</code>
            </Fact>
            <Fact title={t('No value when')}>{known.undefinedWhen}</Fact>
            <Fact title={t('Source')}>{known.source}</Fact>
            {known.convention && (
              <Fact title={t('Convention, no law')}>
                {known.convention.text} <span className="quiet">({known.convention.source})</span>
              </Fact>
            )}
          </>
        ) : (
          <Fact title={t('Definition')}>
            {t('The catalogue of this version does not know the metric “{metric}”.', { metric })}
          </Fact>
        )}
        <Fact title={t('Definition version')}>{figure.definitionVersion}</Fact>
        <Fact title={t('Result')}>
          <OrgLink path={`/results/${resultId}`}>{t('Every figure of this window')}</OrgLink>
        </Fact>
        <Fact title={t('Hash of the result')}>
          <span className="mono wrap-anywhere">{hash}</span>
        </Fact>
      </dl>
    </Dialog>
  );
}

/** A term and what it is. */
export function Fact({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
