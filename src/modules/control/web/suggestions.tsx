import { Button } from '@mantine/core';
import { msg, t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Day } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import type { Suggestion } from '../contract.ts';
import { lawName } from '../law-name.ts';
import type { Line } from './line.ts';

/** How a control stands to a duty, by the crosswalk: neither word means that the control fulfils it. */
const RELATIONS = {
  equal: msg('asks the same as this control'),
  superset: msg('is contained in this control'),
  subset: msg('contains this control'),
  intersects: msg('shares a part with this control'),
  supports: msg('is helped by this control'),
} as const;

/** What the registers and the crosswalks suggest as reasons; each is taken over by a person, or left. */
export function Suggestions({
  line,
  taken,
  onTake,
}: {
  readonly line: Line;
  readonly taken: ReadonlySet<string | null>;
  readonly onTake: (each: Suggestion) => void;
}) {
  const open = line.suggestions.filter((each) => !each.refs.some((ref) => taken.has(ref)));
  if (open.length === 0) return null;
  return (
    <Aside title={t('Suggested reasons')}>
      <p className="quiet meta">
        {t(
          'They count once you take them over and save. Duties come from confirmed classifications of AI systems in scope.',
        )}
      </p>
      <ul className="suggested">
        {open.map((each) => (
          <li key={`${each.kind} ${each.ref} ${each.text}`}>
            <div>
              <strong>{each.ref && lawName(each.ref)}</strong> {each.text}
              <div className="quiet meta">
                {each.kind === 'law' ? <Duty each={each} /> : t('Risk library')}
              </div>
            </div>
            <Button variant="default" size="compact-sm" onClick={() => onTake(each)}>
              {t('Take over')}
            </Button>
          </li>
        ))}
      </ul>
    </Aside>
  );
}

function Duty({ each }: { readonly each: Suggestion }) {
  return (
    <>
      {each.from && (
        <>
          <Trans
            id="{duties}. In force: <0/>."
            values={{ duties: each.duties.join('; ') }}
            components={{ 0: <Day day={each.from} /> }}
          />{' '}
        </>
      )}
      {each.relation
        ? t('It {relations} ({confidence} confidence; {source}). {rationale} For', {
            relations: t(RELATIONS[each.relation]!),
            confidence: each.confidence && t(each.confidence),
            source: each.source,
            rationale: each.rationale,
          })
        : t('({confidence} confidence; {source}). {rationale} For', {
            confidence: each.confidence && t(each.confidence),
            source: each.source,
            rationale: each.rationale,
          })}{' '}
      {each.systems.slice(0, 5).map((system, i) => (
        <span key={system.id}>
          {i > 0 && ', '}
          <OrgLink path={`/systems/${system.id}/classification`} title={system.name}>
            {system.ref}
          </OrgLink>
        </span>
      ))}
      {each.systems.length > 5 ? ` ${t('and {systems} more.', { systems: each.systems.length - 5 })}` : '.'}
    </>
  );
}
