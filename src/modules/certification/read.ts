import { recordView } from '#platform/view.ts';
import { certification, certificationAudit, certificationDemand, certificationFinding } from './contract.ts';

/** Certifications of the management system, now or as of a position. */
export const certifications = recordView(certification);
/** Audits by certification bodies. */
export const certificationAudits = recordView(certificationAudit);
/** What certification bodies found. */
export const certificationFindings = recordView(certificationFinding);
/** Who demands that we are certified. */
export const certificationDemands = recordView(certificationDemand);
