import { ActionIcon, Drawer } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Await } from '#ui/states.tsx';
import { conformityEndpoints } from '../contract.ts';
import { RequirementActs } from './requirement-acts.tsx';
import { RequirementParts, RequirementStanding } from './requirement-parts.tsx';

/** A requirement over the matrix: J and K walk the lines that the matrix shows, Escape goes back to it. */
export function RequirementDrawer({
  id,
  shown,
  onOpen,
}: {
  readonly id: string;
  /** The requirements of the matrix in their order. */
  readonly shown: readonly string[];
  readonly onOpen: (id: string | null) => void;
}) {
  const query = useEndpoint(conformityEndpoints.requirement, { id });
  const at = shown.indexOf(id);
  const [before, after] = at < 0 ? [undefined, undefined] : [shown[at - 1], shown[at + 1]];
  useWalk(before, after, onOpen);
  return (
    <Drawer
      opened
      onClose={() => onOpen(null)}
      position="right"
      size={760}
      title={
        <span className="drawer-head">
          <Step to={before} onOpen={onOpen} label={t('Previous requirement')} keyName="K" />
          <Step to={after} onOpen={onOpen} label={t('Next requirement')} keyName="J" />
          <OrgLink path={`/conformity/${id}`}>{t('Open as a page')}</OrgLink>
        </span>
      }
    >
      <Await query={query}>
        {(data) => (
          <article className="drawer-body">
            <h2>
              {data.requirement.id} {data.requirement.title}
            </h2>
            <p className="quiet read">{data.summary}</p>
            <div className="page-acts">
              <RequirementActs data={data} />
            </div>
            <RequirementStanding data={data} />
            <RequirementParts data={data} />
          </article>
        )}
      </Await>
    </Drawer>
  );
}

function Step(props: {
  readonly to: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly label: string;
  readonly keyName: 'J' | 'K';
}) {
  const { to, onOpen, label, keyName } = props;
  const Icon = keyName === 'J' ? IconChevronDown : IconChevronUp;
  return (
    <ActionIcon
      variant="default"
      aria-label={label}
      title={keyName}
      disabled={to === undefined}
      onClick={() => to !== undefined && onOpen(to)}
    >
      <Icon size={16} />
    </ActionIcon>
  );
}

function useWalk(before: string | undefined, after: string | undefined, onOpen: (id: string) => void): void {
  const latest = useRef({ before, after, onOpen });
  useEffect(() => {
    latest.current = { before, after, onOpen };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select')) return;
      const to = { j: latest.current.after, k: latest.current.before }[event.key];
      if (to !== undefined) latest.current.onOpen(to);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
