import { type ReactNode, useState } from 'react';
import { t } from '#kernel/language.ts';
import type { ShownMark } from '#kernel/stale-endpoints.ts';
import { OrgLink } from '#ui/links.tsx';
import { Marks } from '#ui/stale-note.tsx';
import { Day, StateMark } from '#ui/states.tsx';
import { implementationLifecycle } from '../lifecycle.ts';
import { BecauseChip } from './because-chip.tsx';
import type { Line } from './line.ts';
import { DECISIONS, FIELD_NAMES, valueWords } from './words.ts';

const MARKS = { changed: '~', new: '+', same: '', none: '' } as const;

/** One control in a line. The margin marks what is not as in the issued version, and opens before and after. */
export function StatementRow({
  line,
  marks,
  showChanges,
  onOpen,
}: {
  readonly line: Line;
  /** Why the issued line is to be looked at again. */
  readonly marks: readonly ShownMark[];
  /** Begins with the changes open. */
  readonly showChanges: boolean;
  readonly onOpen: () => void;
}) {
  const { control } = line;
  const [open, setOpen] = useState(showChanges);
  const [again, setAgain] = useState(false);
  return (
    <>
      <tr>
        <td className={`gut ${line.change}`}>
          <span className="gut-line">
            {line.change === 'changed' ? (
              <button
                type="button"
                className="gut-mark"
                aria-expanded={open}
                aria-label={t('What changed in {annexId} since the issued version', {
                  annexId: control.annexId ?? control.ref,
                })}
                onClick={() => setOpen(!open)}
              >
                {MARKS.changed}
              </button>
            ) : (
              <span className="gut-mark" title={line.change === 'new' ? t('Not in the issued version') : ''}>
                {MARKS[line.change]}
              </span>
            )}
            <button type="button" className="plain" onClick={onOpen}>
              <strong>{control.annexId ?? control.ref}</strong> {control.title}
            </button>
          </span>
        </td>
        <td data-label={t('Decision')}>
          <StateMark {...DECISIONS[control.decision]!} />
        </td>
        <td data-label={t('Because')} className="because">
          <Why line={line} onOpen={onOpen}>
            {marks.length > 0 && (
              <button type="button" className="chip" aria-expanded={again} onClick={() => setAgain(!again)}>
                <StateMark label={t('Look again')} tone="warning" />
              </button>
            )}
          </Why>
        </td>
        <td data-label={t('Carried out')}>
          {control.decision === 'excluded' ? (
            ''
          ) : (
            <StateMark {...implementationLifecycle.states[control.implementation]} />
          )}
        </td>
        <td data-label={t('Owner')}>{line.owner ?? <span className="quiet">{t('nobody')}</span>}</td>
        <td data-label={t('Evidence')}>
          <Evidence line={line} />
        </td>
      </tr>
      {again && (
        <tr className="diff">
          <td colSpan={6}>
            <Marks marks={marks} />
          </td>
        </tr>
      )}
      {open && line.changes.length > 0 && (
        <tr className="diff">
          <td colSpan={6}>
            <dl>
              {line.changes.map((each) => (
                <div key={each.field}>
                  <dt>{t(FIELD_NAMES[each.field] ?? each.field)}</dt>
                  <dd>
                    <del>{valueWords(each.field, each.before)}</del>
                    <ins>{valueWords(each.field, each.after)}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          </td>
        </tr>
      )}
    </>
  );
}

function Why({
  line,
  onOpen,
  children,
}: {
  readonly line: Line;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  const duties = line.suggestions.filter((each) => each.kind === 'law').length;
  const risks = line.suggestions.length - duties;
  const warnings = [...line.problems.map((each) => each.replace(/^\S+ (is|has) /, '')), ...line.cautions];
  const suggested = [
    duties > 0 ? `${duties} ${duties === 1 ? t('legal duty') : t('legal duties')}` : '',
    risks > 0 ? `${risks} ${risks === 1 ? 'risk' : 'risks'}` : '',
  ].filter(Boolean);
  return (
    <div className="chips">
      {line.control.decision !== 'excluded' &&
        line.because.map((each) => <BecauseChip key={`${each.ref} ${each.text}`} reason={each} />)}
      {line.control.justification && <span className="quiet">{line.control.justification}</span>}
      {warnings.map((each) => (
        <StateMark key={each} label={each} tone="warning" />
      ))}
      {suggested.length > 0 && (
        <button type="button" className="chip maybe" onClick={onOpen}>
          {t('{suggested} suggested', { suggested: suggested.join(' and ') })}
        </button>
      )}
      {children}
    </div>
  );
}

/** The age of each piece; what has expired proves nothing any more. */
function Evidence({ line }: { readonly line: Line }) {
  if (line.evidence.length === 0) return <span className="quiet">{t('none')}</span>;
  return (
    <>
      {line.evidence.map((each) => (
        <div key={each.id} className="evidence-age">
          <OrgLink path={`/evidence/${each.id}`} title={each.title}>
            {each.ref}
          </OrgLink>{' '}
          {each.state === 'expired' ? (
            <StateMark label={t('expired')} tone="warning" />
          ) : (
            each.effectiveOn && <Day day={each.effectiveOn} />
          )}
        </div>
      ))}
    </>
  );
}
