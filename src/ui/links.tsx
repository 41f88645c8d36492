import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { currentOrg, shownDay } from './api.ts';

/** A path of this organisation, which keeps the day that is shown. */
export function orgPath(path: string): { readonly to: string; readonly search: Record<string, string> } {
  const [where = '', query = ''] = path.split('?');
  const day = shownDay();
  return {
    to: `/${currentOrg()}${where === '/' ? '' : where}`,
    search: { ...Object.fromEntries(new URLSearchParams(query)), ...(day && { asOf: day }) },
  };
}

/** A link below the organisation. */
export function OrgLink({
  path,
  className,
  children,
  title,
}: {
  readonly path: string;
  readonly className?: string;
  readonly children?: ReactNode;
  readonly title?: string;
}) {
  const { to, search } = orgPath(path);
  return (
    <Link to={to} search={search as never} className={className} title={title}>
      {children}
    </Link>
  );
}

const PAGES: Readonly<Record<string, string>> = {
  risk: '/risks',
  treatment: '/treatments',
  control: '/controls',
  system: '/systems',
  supplier: '/suppliers',
  model: '/models',
  dataset: '/datasets',
  evidence: '/evidence',
  person: '/people',
  webhook: '/webhooks',
  proposal: '/proposals',
  unit: '/units',
  nonconformity: '/nonconformities',
  correctiveAction: '/corrective-actions',
  improvementIdea: '/improvements',
  useRequest: '/use-requests',
  certification: '/certifications',
  certificationAudit: '/certification-audits',
  certificationFinding: '/certification-findings',
  certificationDemand: '/certification-demands',
  systemChange: '/changes',
  managementChange: '/changes/management',
  statement: '/statements',
  impact: '/impacts',
  impactEntry: '/impact-entries',
  indicator: '/indicators',
  obligation: '/calendar/obligations',
  occurrence: '/calendar/occurrences',
  absence: '/calendar/absences',
  ownFramework: '/own-frameworks',
  ownRequirement: '/own-requirements',
  harmonisedStandard: '/harmonised-standards',
  claim: '/claims',
  card: '/cards',
  resource: '/resources',
  lifecycleRecord: '/lifecycle-records',
  gateOpening: '/gate-openings',
  reusedItem: '/reusable-items',
  monitor: '/monitors',
  monitorResult: '/results',
  alert: '/alerts',
};

/** The page of any record, or null where a type has none. */
export function pageOf(type: string, id: string): string | null {
  return PAGES[type] ? `${PAGES[type]}/${id}` : null;
}
