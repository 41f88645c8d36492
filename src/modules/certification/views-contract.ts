import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { pastQuery } from '#kernel/register.ts';

const id = z.string().min(1).max(80);

/** One obligation of the cycle with its day, computed by rule. */
export const obligation = z.object({
  id: z.string(),
  title: z.string(),
  /** The last day. */
  dueOn: z.string(),
  rule: z.string(),
  /** The day of what met it, or null. */
  doneOn: z.string().nullable(),
  /** The audit that meets it or is planned for it. */
  auditId: z.string().nullable(),
  plannedOn: z.string().nullable(),
  state: z.enum(['done', 'planned', 'open', 'late']),
});

/** One step of the way to a certificate and through its cycle. */
const step = z.object({
  id: z.string(),
  title: z.string(),
  purpose: z.string(),
  /** How it stands here, in one sentence with our own days. */
  here: z.string(),
  state: z.enum(['done', 'now', 'later', 'late']),
  from: z.string().nullable(),
  until: z.string().nullable(),
  href: z.string().nullable(),
});

const proof = z.object({
  label: z.string(),
  count: z.number(),
  newest: z.string().nullable(),
  href: z.string(),
});

export const certificationViews = {
  calendar: endpoint({
    id: 'certification.calendar',
    method: 'GET',
    path: '/certifications/:id/calendar',
    summary: 'Show the days of surveillance and recertification, computed from the decision',
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.object({ expired: z.boolean(), obligations: z.array(obligation) }),
  }),
  process: endpoint({
    id: 'certification.process',
    method: 'GET',
    path: '/certification-process',
    summary: 'Explain the way to a certificate and through its cycle, with our own days',
    input: z.object({ id: id.optional() }).extend(pastQuery.shape),
    output: z.object({
      certification: z.object({ id: z.string(), ref: z.string(), title: z.string() }).nullable(),
      covers: z.string(),
      steps: z.array(step),
    }),
  }),
  proofs: endpoint({
    id: 'certification.proofs',
    method: 'GET',
    path: '/certification-proofs',
    summary: 'List what proves risk handling, responsible use, transparency and improvement',
    input: pastQuery,
    output: z.object({
      promises: z.array(
        z.object({ id: z.string(), title: z.string(), proofs: z.array(proof), notSeen: z.array(z.string()) }),
      ),
    }),
  }),
} as const;
