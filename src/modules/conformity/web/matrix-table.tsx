import { numberText, t } from '#kernel/language.ts';
import { verdicts } from '#kernel/verdict.ts';
import { midSentence } from '#kernel/words.ts';
import { longDay } from '#ui/days.ts';
import { Day, VerdictMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import type { RequirementLine } from '../contract.ts';
import { isOpen, type MatrixGroup, type MatrixView, toggled } from './matrix.ts';
import { confirmedWords } from './words.ts';

/** The conformity matrix: a row for each group, opening into its subclauses or controls. Not a score. */
export function MatrixTable({
  groups,
  view,
  onView,
  onOpen,
  here,
  today,
}: {
  readonly groups: readonly MatrixGroup[];
  readonly view: MatrixView;
  readonly onView: (view: MatrixView) => void;
  readonly onOpen: (requirement: string) => void;
  /** The requirement that is open over the matrix. */
  readonly here: string | null;
  readonly today: string;
}) {
  const all = groups.map((group) => group.id);
  if (groups.length === 0) return <p className="quiet">{t('No requirement matches these filters.')}</p>;
  return (
    <TableCard
      label={t('Conformity by requirement')}
      head={[
        t('Requirement'),
        t('Records'),
        t('Confirmed'),
        t('Oldest proof'),
        t('Next flip'),
        { num: t('Open gaps') },
      ]}
    >
      {groups.map((group) => (
        <GroupRows
          key={group.id}
          group={group}
          open={isOpen(view, group.id)}
          onToggle={() => onView(toggled(view, group.id, all))}
          onOpen={onOpen}
          here={here}
          today={today}
        />
      ))}
    </TableCard>
  );
}

function GroupRows(props: {
  readonly group: MatrixGroup;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onOpen: (requirement: string) => void;
  readonly here: string | null;
  readonly today: string;
}) {
  const { group, open, onToggle, onOpen, here, today } = props;
  // Plan, do, check and act have no number of their own.
  const name = /\d/.test(group.id) ? `${group.id} ${group.title}` : group.title;
  return (
    <>
      <tr>
        <th scope="row">
          <button type="button" aria-expanded={open} onClick={onToggle}>
            <span aria-hidden>{open ? '▾' : '▸'}</span> {name}
          </button>
        </th>
        <td colSpan={4}>
          {group.counts.map(({ verdict, count }) => (
            <span key={verdict} className="counted">
              <span className="num">{count}</span> <VerdictMark verdict={verdict} />
            </span>
          ))}
        </td>
        <td className="num">{group.openGaps}</td>
      </tr>
      {open &&
        group.lines.map((line) => (
          <LineRow key={line.id} line={line} here={line.id === here} onOpen={onOpen} today={today} />
        ))}
    </>
  );
}

function LineRow({
  line,
  here,
  onOpen,
  today,
}: {
  readonly line: RequirementLine;
  readonly here: boolean;
  readonly onOpen: (requirement: string) => void;
  readonly today: string;
}) {
  const open = () => onOpen(line.id);
  return (
    <tr className={here ? 'here' : ''}>
      <td className="below">
        <button type="button" className="plain" onClick={open}>
          <span className="ref">{line.id}</span> {line.title}
        </button>
      </td>
      <td data-label={t('Records')}>
        <VerdictMark verdict={line.verdict} />
        {line.because && <div className="quiet">{line.because}</div>}
        {line.override && (
          <div className="quiet">
            {t('Override until {until}: {label}', {
              until: longDay(line.override.until),
              label: midSentence(t(verdicts[line.override.verdict].label)),
            })}
          </div>
        )}
      </td>
      <td data-label={t('Confirmed')}>
        <Confirmed line={line} />
      </td>
      <td data-label={t('Oldest proof')}>
        {line.oldestProof && <Day day={line.oldestProof} today={today} />}
      </td>
      <td data-label={t('Next flip')}>{line.nextFlip && <Day day={line.nextFlip} today={today} />}</td>
      <td data-label={t('Open gaps')} className="num">
        {line.openGaps > 0 ? (
          <button type="button" className="link" onClick={open}>
            {numberText(line.openGaps)}
          </button>
        ) : (
          0
        )}
      </td>
    </tr>
  );
}

/** Controls are not confirmed; a confirmation that facts overtook or that ran out is marked. */
function Confirmed({ line }: { readonly line: RequirementLine }) {
  if (line.kind !== 'clause') return <span className="quiet">{t('not asked')}</span>;
  const { state } = line.confirmed;
  if (state === 'none') return <span className="quiet">{confirmedWords(line.confirmed)}</span>;
  if (state === 'current') return confirmedWords(line.confirmed);
  return <span className="mark tone-warning">▲ {confirmedWords(line.confirmed)}</span>;
}
