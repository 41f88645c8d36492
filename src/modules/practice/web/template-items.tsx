import { Checkbox } from '@mantine/core';
import { msg, t } from '#kernel/language.ts';
import type { Tone } from '#kernel/lifecycle.ts';
import { StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { type MethodKind, methodKinds, type PreviewItem, templateKinds } from '../contract.ts';
import { Differences } from './differences.tsx';

const STATES: Readonly<Record<PreviewItem['state'], { readonly label: string; readonly tone: Tone }>> = {
  new: { label: msg('New here'), tone: 'active' },
  changed: { label: msg('Newer there, untouched here'), tone: 'warning' },
  differs: { label: msg('Decided otherwise here'), tone: 'warning' },
  same: { label: msg('The same'), tone: 'muted' },
  kept: { label: msg('Stays as it is here'), tone: 'neutral' },
};

/** What follows when a method takes the place of another one. */
const FOLLOWS: Partial<Record<MethodKind, string>> = {
  riskCriteria: msg('Risks that were judged by the ones before are then to be judged again.'),
  impactCriteria: msg('Screenings by the ones before are then to be done again.'),
  staleRule: msg('What is to be looked at again follows from it at once, also for changes of the past.'),
};

export function isMethod({ kind }: PreviewItem): boolean {
  return kind in methodKinds;
}

/** Whether it can be taken here: by this person, at this moment. */
export function isOpen({ state, mayNot }: PreviewItem): boolean {
  return (state === 'new' || state === 'changed' || state === 'differs') && mayNot === null;
}

/** Templates in a table, each with what copying it would do. */
export function TemplateItems({
  label,
  items,
  chosen,
  toggle,
}: {
  readonly label: string;
  readonly items: readonly PreviewItem[];
  readonly chosen: (item: PreviewItem) => boolean;
  readonly toggle: (key: string) => void;
}) {
  const head = [label, t('Kind'), t('What copying does')];
  return (
    <TableCard label={label} head={head}>
      {items.map((item) => (
        <tr key={item.key} style={{ verticalAlign: 'top' }}>
          <td style={{ whiteSpace: 'normal' }}>
            <div>
              <Choice item={item} chosen={chosen(item)} toggle={() => toggle(item.key)} />
            </div>
          </td>
          <td data-label={head[1]}>{t(templateKinds[item.kind])}</td>
          <td data-label={head[2]} style={{ whiteSpace: 'normal' }}>
            <div>
              <StateMark {...STATES[item.state]} />
              {item.why && <div className="quiet meta">{item.why}</div>}
              {item.state === 'differs' && FOLLOWS[item.kind as MethodKind] && (
                <div className="quiet meta">{t(FOLLOWS[item.kind as MethodKind]!)}</div>
              )}
            </div>
          </td>
        </tr>
      ))}
    </TableCard>
  );
}

function Choice({
  item,
  chosen,
  toggle,
}: {
  readonly item: PreviewItem;
  readonly chosen: boolean;
  readonly toggle: () => void;
}) {
  const { title, ref, state, mayNot } = item;
  const name = `${title} (${ref})`;
  if (state === 'same' || state === 'kept') return name;
  return (
    <>
      <Checkbox
        size="md"
        checked={chosen}
        disabled={mayNot !== null}
        onChange={toggle}
        label={state === 'differs' ? t('Replace it: {name}', { name }) : name}
        description={mayNot}
      />
      {state !== 'new' && <Differences item={item} />}
      {state === 'new' && isMethod(item) && (
        <details className="quiet">
          <summary>{t('What it says')}</summary>
          <Differences item={item} />
        </details>
      )}
    </>
  );
}
