import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { shownDay } from '#ui/api.ts';
import { useFieldSaves } from '#ui/field-saves.ts';
import { MergeView } from '#ui/merge-view.tsx';
import { Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Day, ErrorView } from '#ui/states.tsx';
import { nonconformityEndpoints } from '../contract.ts';
import { causeCategories, keysOf } from '../words.ts';
import { BEFORE_PLAN, type Nonconformity, no, type PartProps } from './data.ts';
import { Facts } from './facts.tsx';
import { Fishbone } from './fishbone.tsx';
import { Whys } from './whys.tsx';

/** Why it happened (10.2 b): the analysis, drawn, and the cause chosen from it. */
export function CausePart({ it, work, onAct }: PartProps & { readonly onAct: () => void }) {
  const names = useNames();
  const open = BEFORE_PLAN.includes(it.state);
  const may = open ? work : no(t('The plan stands on this analysis.'));
  const state = ['contained', 'analysed'].includes(it.state) ? may : no(t('Record the correction first.'));
  return (
    <Section
      title={t('2 Cause')}
      actions={
        <ActButton compact decision={open ? state : may} onClick={onAct}>
          {it.cause ? t('State another cause') : t('State the cause')}
        </ActButton>
      }
    >
      {it.cause && (
        <Facts
          facts={[
            [t('Cause'), it.cause],
            [t('Kind'), it.causeCategory && t(causeCategories[it.causeCategory])],
            [
              t('Stated by'),
              <>
                {names(it.causeBy)}, <Day day={it.causeOn} />
              </>,
            ],
          ]}
        />
      )}
      {it.whys.length > 0 && <Whys title={it.title} whys={it.whys} />}
      {it.fishbone.length > 0 && <Fishbone it={it} />}
      {it.whys.length === 0 && it.fishbone.length === 0 && !may.allowed && (
        <p className="quiet">{t('No analysis is recorded.')}</p>
      )}
      {may.allowed && !shownDay() && <Editor key={it.round} it={it} />}
    </Section>
  );
}

/** Whys and bones are typed one to a line, and saved when the field is left. */
function Editor({ it }: { readonly it: Nonconformity }) {
  const { save, choose, clashes, command } = useFieldSaves(it, nonconformityEndpoints.update);
  const started = it.whys.length > 0 || it.fishbone.length > 0;
  // Whoever begins to type must not see the fields fold away at their first save.
  const [unfolded] = useState(!started);
  const bones = (category: string, causes: readonly string[]) =>
    keysOf(causeCategories).flatMap((each) => {
      const now =
        each === category ? causes : (it.fishbone.find((bone) => bone.category === each)?.causes ?? []);
      return now.length > 0 ? [{ category: each, causes: now }] : [];
    });
  return (
    <details className="card editor noprint" open={unfolded}>
      <summary>
        {started ? t('Change the analysis') : t('Analyse: ask why, or hang causes on the fishbone')}
      </summary>
      {clashes.map((clash) => (
        <MergeView key={clash.field.key} clash={clash} onChoose={(mine) => choose(clash, mine)} />
      ))}
      {command.error && <ErrorView error={command.error} />}
      <Lines
        label={t('Why did it happen? And why that? One why to a line, up to seven')}
        value={it.whys}
        onCommit={(whys) => save({ key: 'whys', label: t('Whys'), kind: 'text' }, whys)}
      />
      <div className="bones">
        {keysOf(causeCategories).map((category) => (
          <Lines
            key={category}
            label={t(causeCategories[category])}
            value={it.fishbone.find((bone) => bone.category === category)?.causes ?? []}
            onCommit={(causes) =>
              save({ key: 'fishbone', label: t('Fishbone'), kind: 'text' }, bones(category, causes))
            }
          />
        ))}
      </div>
      <p className="quiet meta" role="status">
        {command.isPending
          ? t('Saving…')
          : t('One cause to a line. The six categories are the usual ones, in the words of AI.')}
      </p>
    </details>
  );
}

function Lines({
  label,
  value,
  onCommit,
}: {
  readonly label: string;
  readonly value: readonly string[];
  readonly onCommit: (lines: readonly string[]) => void;
}) {
  const told = value.join('\n');
  const [text, setText] = useState(told);
  const [seen, setSeen] = useState(told);
  if (seen !== told) {
    setSeen(told);
    setText(told);
  }
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  return (
    <Textarea
      label={label}
      value={text}
      autosize
      minRows={2}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => lines.join('\n') !== told && onCommit(lines)}
    />
  );
}
