import { Button } from '@mantine/core';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Day } from '#ui/states.tsx';
import type { Suggestion } from '../contract.ts';
import { lawName } from '../law-name.ts';
import type { Line } from './line.ts';

/** How a control stands to a duty, by the crosswalk: neither word means that the control fulfils it. */
const RELATIONS = {
  equal: 'asks the same as this control',
  superset: 'is contained in this control',
  subset: 'contains this control',
  intersects: 'shares a part with this control',
  supports: 'is helped by this control',
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
    <Aside title="Suggested reasons">
      <p className="quiet meta">
        They count once you take them over and save. Duties come from confirmed classifications of AI systems
        in scope.
      </p>
      <ul className="suggested">
        {open.map((each) => (
          <li key={`${each.kind} ${each.ref} ${each.text}`}>
            <div>
              <strong>{each.ref && lawName(each.ref)}</strong> {each.text}
              <div className="quiet meta">{each.kind === 'law' ? <Duty each={each} /> : 'Risk library'}</div>
            </div>
            <Button variant="default" size="compact-sm" onClick={() => onTake(each)}>
              Take over
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
          {each.duties.join('; ')}. In force: <Day day={each.from} />.{' '}
        </>
      )}
      {each.relation && `It ${RELATIONS[each.relation]}`} ({each.confidence} confidence; {each.source}).{' '}
      {each.rationale} For{' '}
      {each.systems.slice(0, 5).map((system, i) => (
        <span key={system.id}>
          {i > 0 && ', '}
          <OrgLink path={`/systems/${system.id}/classification`} title={system.name}>
            {system.ref}
          </OrgLink>
        </span>
      ))}
      {each.systems.length > 5 && ` and ${each.systems.length - 5} more`}.
    </>
  );
}
