import { Popover } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { frameworkEndpoints } from '#modules/framework/contract.ts';
import { riskEndpoints, risk as riskRecord } from '#modules/risk/contract.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import type { Because } from '../contract.ts';
import { lawName } from '../law-name.ts';
import { REASONS } from './words.ts';

/** One reason of a line, which opens in place: what stands behind it, and the way there. */
export function BecauseChip({ reason }: { readonly reason: Because }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={340}
      position="bottom-start"
      shadow="md"
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="chip"
          onClick={() => setOpen(!open)}
          // The focus is still here while what opens is on its way.
          onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
          aria-expanded={open}
        >
          {chipText(reason)}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <strong>
          {t(REASONS[reason.kind]!)} {reason.ref && lawName(reason.ref)}
        </strong>
        <p className="read">{reason.text}</p>
        {open && <Behind reason={reason} />}
      </Popover.Dropdown>
    </Popover>
  );
}

/** A reference says enough of a risk or an article; a contract or a policy is known by its words. */
function chipText(reason: Because): string {
  if (reason.ref && (reason.kind === 'risk' || reason.kind === 'impact' || reason.kind === 'law'))
    return lawName(reason.ref);
  return reason.text.length > 34 ? `${reason.text.slice(0, 32)}…` : reason.text;
}

function Behind({ reason }: { readonly reason: Because }) {
  if (reason.kind === 'risk' && reason.id) return <RiskBehind id={reason.id} />;
  if (reason.kind === 'impact' && reason.id)
    return (
      <OrgLink path={`/impact-entries/${reason.id}`}>
        {t('Open the impact {ref}', { ref: reason.ref })}
      </OrgLink>
    );
  if (reason.kind === 'law' && reason.ref?.includes(':')) return <LawBehind name={reason.ref} />;
  if (reason.kind === 'contract' && reason.id)
    return (
      <OrgLink path={`/suppliers/${reason.id}`}>{t('Open the supplier {ref}', { ref: reason.ref })}</OrgLink>
    );
  return <span className="quiet">{t('Stated by a person.')}</span>;
}

function RiskBehind({ id }: { readonly id: string }) {
  const risk = useEndpoint(riskEndpoints.get, { id });
  return (
    <Await query={risk}>
      {(each) => (
        <>
          <p>
            <StateMark {...riskRecord.lifecycle!.states[String(each.state)]!} />{' '}
            {each.level !== null && (
              <span className="quiet">{t('level {level}', { level: String(each.level) })}</span>
            )}
            {each.residualLevel !== null && (
              <span className="quiet">
                {`, ${t('{residualLevel} with the treatment', { residualLevel: String(each.residualLevel) })}`}
              </span>
            )}
          </p>
          <OrgLink path={`/risks/${id}`}>{t('Open {ref}', { ref: String(each.ref) })}</OrgLink>
        </>
      )}
    </Await>
  );
}

function LawBehind({ name }: { readonly name: string }) {
  const [framework = '', id = ''] = name.split(':');
  const requirement = useEndpoint(frameworkEndpoints.requirement, { framework, id });
  return (
    <Await query={requirement}>
      {(each) => (
        <>
          {each.summary && <p className="quiet">{each.summary}</p>}
          <OrgLink path={`/frameworks/${framework}/${id}`}>
            {t('Open it in {frameworkTitle}', { frameworkTitle: each.frameworkTitle })}
          </OrgLink>
        </>
      )}
    </Await>
  );
}
