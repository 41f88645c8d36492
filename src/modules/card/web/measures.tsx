import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
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
          Show {measures.length - shown.length} measures that do not fit this class or kind of decision
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
        {measure.title}
        {measure.fits ? ' *' : ''}
        <span className="quiet meta" style={{ display: 'block' }}>
          For {measure.audience}. {measure.help}
          {measure.law &&
            ` (AI Act, ${measure.law.replace('art-', 'Article ').replace('-', '(')}${measure.law.split('-').length > 2 ? ')' : ''})`}
        </span>
      </span>
      <div>
        <NativeSelect
          aria-label={`State of the measure ${measure.title}`}
          disabled={!editable}
          value={state}
          data={[
            { value: '', label: 'Not decided' },
            { value: 'used', label: 'In place' },
            { value: 'planned', label: 'Planned' },
            { value: 'left-out', label: 'Left out' },
          ]}
          onChange={(event) => {
            setState(event.currentTarget.value);
            commit(event.currentTarget.value, how);
          }}
        />
        {state !== '' && (
          <Textarea
            aria-label={`${state === 'left-out' ? 'Why not' : 'How'}: ${measure.title}`}
            placeholder={state === 'left-out' ? 'Why not' : 'How'}
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
