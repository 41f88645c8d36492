import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { useCommand } from '#ui/hooks.ts';
import { ErrorView } from '#ui/states.tsx';
import { type cardActs, cardEndpoints } from '../contract.ts';

type Measure = OutputOf<typeof cardActs.preview>['measures'][number];
type Chosen = OutputOf<typeof cardEndpoints.get>['measures'][number];

/** The measures that fit, each decided: in place, planned, or left out with the reason. Others can be added. */
export function Measures({
  card,
  measures,
  basis,
  editable,
}: {
  readonly card: { readonly id: string; readonly version: number; readonly measures: readonly Chosen[] };
  readonly measures: readonly Measure[];
  readonly basis: string;
  readonly editable: boolean;
}) {
  const [all, setAll] = useState(false);
  const save = useCommand(cardEndpoints.update);
  const shown = measures.filter(
    (each) => all || each.fits || card.measures.some((one) => one.id === each.id),
  );
  const keep = (id: string, next: Chosen | null) =>
    save.mutate({
      id: card.id,
      version: card.version,
      measures: [...card.measures.filter((each) => each.id !== id), ...(next ? [next] : [])],
    });
  return (
    <div className="card fields">
      {save.error && <ErrorView error={save.error} />}
      {shown.map((each) => (
        <MeasureLine
          key={each.id}
          measure={each}
          chosen={card.measures.find((one) => one.id === each.id)}
          editable={editable}
          onKeep={(next) => keep(each.id, next)}
        />
      ))}
      <p className="quiet meta">{basis}</p>
      {shown.length < measures.length && (
        <button type="button" className="link noprint" onClick={() => setAll(true)}>
          {t(
            'Show {measures, plural, one {# measure that does} other {# measures that do}} not fit this class or kind of decision',
            {
              measures: measures.length - shown.length,
            },
          )}
        </button>
      )}
    </div>
  );
}

function MeasureLine({
  measure,
  chosen,
  editable,
  onKeep,
}: {
  readonly measure: Measure;
  readonly chosen: Chosen | undefined;
  readonly editable: boolean;
  readonly onKeep: (next: Chosen | null) => void;
}) {
  const [state, setState] = useState<string>(chosen?.state ?? '');
  const [how, setHow] = useState(chosen?.how ?? '');
  const commit = (nextState: string, nextHow: string) => {
    if (nextState === '') return chosen && onKeep(null);
    if (nextHow.trim() === '') return;
    if (nextState !== chosen?.state || nextHow !== chosen?.how)
      onKeep({ id: measure.id, state: nextState as Chosen['state'], how: nextHow });
  };
  return (
    <div className="field">
      <span className="label">
        {t(measure.title)}
        {measure.fits ? ' *' : ''}
        <span className="quiet meta" style={{ display: 'block' }}>
          {measure.law
            ? t('For {audience}. {help} (AI Act, Article {article})', {
                audience: t(measure.audience),
                help: t(measure.help),
                article: articleOf(measure.law),
              })
            : t('For {audience}. {help}', { audience: t(measure.audience), help: t(measure.help) })}
        </span>
      </span>
      <div>
        <NativeSelect
          aria-label={t('State of the measure {title}', { title: measure.title })}
          disabled={!editable}
          value={state}
          data={[
            { value: '', label: t('Not decided') },
            { value: 'used', label: t('In place') },
            { value: 'planned', label: t('Planned') },
            { value: 'left-out', label: t('Left out') },
          ]}
          onChange={(event) => {
            setState(event.currentTarget.value);
            commit(event.currentTarget.value, how);
          }}
        />
        {state !== '' && (
          <Textarea
            aria-label={`${state === 'left-out' ? t('Why not') : t('How')}: ${measure.title}`}
            placeholder={state === 'left-out' ? t('Why not') : t('How')}
            autosize
            minRows={1}
            mt={4}
            disabled={!editable}
            value={how}
            onChange={(event) => setHow(event.currentTarget.value)}
            onBlur={() => commit(state, how)}
          />
        )}
      </div>
    </div>
  );
}

/** `art-13-3` as 13(3). */
function articleOf(law: string): string {
  const [article, paragraph] = law.replace('art-', '').split('-');
  return paragraph ? `${article}(${paragraph})` : `${article}`;
}
