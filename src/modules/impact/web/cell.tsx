import { Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import { midSentence } from '#kernel/words.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useCommand } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { ActButton, ErrorView } from '#ui/states.tsx';
import { impactActs } from '../acts.ts';
import { parties } from '../contract.ts';
import { type Cell, type Entry, entriesIn, type Interview } from './matrix.tsx';
import { CATEGORIES, entryFields, entryInput, KINDS, PARTIES } from './words.ts';

export type Frame = OutputOf<typeof impactActs.frame>;
type Adding = 'negative' | 'positive' | 'none' | null;

/** One field of the matrix: what was found, what to ask, and the ways to say something or nothing. */
export function CellDrawer({
  impactId,
  cell,
  frame,
  interview,
  decision,
  onClose,
}: {
  readonly impactId: string;
  readonly cell: Cell;
  readonly frame: Frame;
  readonly interview: Interview;
  readonly decision: Decision;
  readonly onClose: () => void;
}) {
  const [adding, setAdding] = useState<Adding>(null);
  const category = frame.categories.find((each) => each.id === cell.category)!;
  const here = entriesIn(interview.entries, cell);
  const can = (kind: 'negative' | 'positive'): Decision =>
    here.some((each) => each.kind === `no-${kind}`)
      ? { allowed: false, reason: t('It is said that there is none. Take that out first.') }
      : decision;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={<strong>{`${t(CATEGORIES[cell.category])}: ${midSentence(t(PARTIES[cell.party]))}`}</strong>}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <p style={{ marginTop: 0 }}>
        {category.definition} <span className="quiet">{category.effects[cell.party]}</span>
      </p>
      <div className="page-acts" style={{ marginBottom: 12 }}>
        <ActButton decision={can('negative')} onClick={() => setAdding('negative')}>
          {t('Add harm')}
        </ActButton>
        <ActButton decision={can('positive')} onClick={() => setAdding('positive')}>
          {t('Add a good effect')}
        </ActButton>
        <ActButton decision={decision} onClick={() => setAdding('none')}>
          {t('State that there is none')}
        </ActButton>
      </div>
      {here.length === 0 && <p className="quiet">{t('Nobody has said anything here yet.')}</p>}
      {here.map((each) => (
        <Line key={each.id} entry={each} decision={decision} />
      ))}
      <Ask title={t('Ask about harm')} questions={category.negative} />
      <Ask title={t('Ask about good')} questions={category.positive} />
      <p className="quiet meta">
        {t('Rights of the Charter: {rights}. In ISO/IEC 42005: {iso42005}. Controls: {controls}.', {
          rights: category.rights.join('; '),
          iso42005: category.iso42005.join(', ') || t('no topic of its own'),
          controls: category.controls.join(', '),
        })}
      </p>
      {(adding === 'negative' || adding === 'positive') && (
        <AskDialog
          title={adding === 'negative' ? t('Add harm') : t('Add a good effect')}
          explain={frame.scaleNote}
          fields={entryFields(frame, adding)}
          fixed={{ id: impactId, ...cell, kind: adding, vulnerable: null }}
          prepare={entryInput}
          endpoint={impactActs.entry}
          verb={adding === 'negative' ? t('Add the harm') : t('Add the good effect')}
          onClose={() => setAdding(null)}
          onDone={() => setAdding(null)}
        />
      )}
      {adding === 'none' && (
        <AskDialog
          title={t('State that there is none: {categories}', { categories: t(CATEGORIES[cell.category]) })}
          explain={t('Fields that say something already are left as they are.')}
          fields={[
            {
              key: 'kinds',
              label: t('None of what'),
              kind: 'many',
              required: true,
              options: [
                { value: 'negative', label: t('Harm') },
                { value: 'positive', label: t('Good effects') },
              ],
            },
            {
              key: 'parties',
              label: t('For whom'),
              kind: 'many',
              required: true,
              options: parties.map((value) => ({ value, label: t(PARTIES[value]) })),
            },
            { key: 'reason', label: t('Why there is none'), kind: 'long', required: true },
          ]}
          initial={{ kinds: ['negative', 'positive'], parties: [cell.party] }}
          fixed={{ id: impactId, category: cell.category }}
          endpoint={impactActs.settle}
          verb={t('State it')}
          onClose={() => setAdding(null)}
          onDone={() => setAdding(null)}
        />
      )}
    </Drawer>
  );
}

function Line({ entry, decision }: { readonly entry: Entry; readonly decision: Decision }) {
  const remove = useCommand(impactActs.removeEntry);
  return (
    <div className="card" style={{ padding: '10px 14px', marginBottom: 8 }}>
      {remove.error && <ErrorView error={remove.error} />}
      <strong>{t(KINDS[entry.kind])}</strong>{' '}
      {entry.level !== null && (
        <span className="num quiet">
          {entry.kind === 'positive'
            ? t('likelihood {likelihood}, benefit {severity}', {
                likelihood: entry.likelihood,
                severity: entry.severity,
              })
            : entry.residualLevel === null
              ? t('level {level}', { level: entry.level })
              : t('level {level}, remains {residualLevel}', {
                  level: entry.level,
                  residualLevel: entry.residualLevel,
                })}
        </span>
      )}
      <div>{[entry.who, entry.description].filter(Boolean).join(': ')}</div>
      <div style={{ display: 'flex', gap: 12, marginTop: 4 }}>
        <OrgLink path={`/impact-entries/${entry.id}`}>
          {entry.kind === 'negative'
            ? t('Rate it, name measures ({ref})', { ref: entry.ref })
            : t('Open {ref}', { ref: entry.ref })}
        </OrgLink>
        {decision.allowed && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            loading={remove.isPending}
            onClick={() => remove.mutate({ id: entry.id, version: entry.version })}
          >
            {t('Take it out')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Ask({ title, questions }: { readonly title: string; readonly questions: readonly string[] }) {
  return (
    <details style={{ margin: '8px 0' }} open={title.includes('harm')}>
      <summary style={{ cursor: 'pointer' }}>{title}</summary>
      <ul className="quiet" style={{ margin: '4px 0', paddingInlineStart: 18 }}>
        {questions.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </details>
  );
}
