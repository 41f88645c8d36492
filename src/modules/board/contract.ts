import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { pastQuery } from '#kernel/register.ts';
import { verdicts } from '#kernel/verdict.ts';

/** A number, and the page of the app that shows exactly the records it counts. */
export const figure = z.object({
  label: z.string(),
  /** The label is what people typed, such as the name of a unit, not a word of the interface. */
  stored: z.literal(true).optional(),
  count: z.number().int(),
  href: z.string(),
});
export type Figure = z.output<typeof figure>;

const verdictId = z.enum(Object.keys(verdicts) as [keyof typeof verdicts]);
const text = z.string().nullable();

const board = z.object({
  today: z.string(),
  basis: z.string(),
  /** What the machine says of the records, group by group; whether a requirement is met, a person says. */
  groups: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      requirements: z.number().int(),
      verdicts: z.array(figure.extend({ verdict: verdictId })),
      openGaps: figure,
    }),
  ),
  /** The ends of the last quarters, the oldest first, then today. */
  trend: z.array(
    z.object({
      day: z.string(),
      /** Verdicts as they were kept at the time, never judged again by later rules; null before the first. */
      kept: z
        .object({
          day: z.string(),
          complete: z.number().int(),
          of: z.number().int(),
          openGaps: z.number().int(),
        })
        .nullable(),
      figures: z.array(figure),
    }),
  ),
  appetite: z.number().int().nullable(),
  aboveAppetite: z.array(figure),
  topRisks: z.array(
    z.object({
      id: z.string(),
      ref: z.string(),
      title: z.string(),
      level: z.number().int(),
      residualLevel: z.number().int().nullable(),
      ownerName: text,
      state: z.string(),
    }),
  ),
  overdue: z.array(figure),
  classes: z.array(figure),
  riskLevels: z.array(figure),
  units: z.array(figure),
  /** What waits for top management. */
  decisions: z.array(figure.extend({ why: z.string(), dueAt: text })),
  audits: z.array(z.object({ what: z.string(), title: z.string(), day: z.string(), href: z.string() })),
});
export type Board = z.output<typeof board>;

/** What the records about AI systems show. A row is one record judged by one check. */
const judgedCounts = z.object({
  rows: z.number().int(),
  ok: z.number().int(),
  unknown: z.number().int(),
  /** Gaps of checks that the authors hold for major: what an auditor would raise. */
  major: z.number().int(),
  /** Gaps of all other checks. */
  minor: z.number().int(),
});
export type JudgedCounts = z.output<typeof judgedCounts>;

const unitLine = judgedCounts.extend({
  /** Null: the AI systems that belong to no unit. */
  id: text,
  ref: text,
  name: z.string(),
  depth: z.number().int(),
  systems: figure,
  inScope: figure,
  openRisks: z.number().int(),
  riskAboveAppetite: z.number().int(),
  gaps: figure,
  raised: figure,
});
export type UnitLine = z.output<typeof unitLine>;

const gapRow = z.object({
  check: z.string(),
  type: z.string(),
  id: z.string(),
  ref: text,
  title: z.string(),
  message: z.string(),
  fix: z.string(),
});

export const severities = ['major', 'minor'] as const;

const REFS = ['iso-42001:9.1', 'iso-42001:9.3.2'];

export const boardEndpoints = {
  show: endpoint({
    id: 'board.show',
    method: 'GET',
    path: '/board',
    summary: 'Show the board where the management system stands, on one page',
    refs: REFS,
    input: pastQuery,
    output: board,
  }),
  file: endpoint({
    id: 'board.file',
    method: 'GET',
    path: '/board/file',
    summary: 'Export the page for the board as a document',
    answers: 'file',
    input: z.object({
      format: z.enum(['pdf', 'docx', 'html', 'md']).default('pdf'),
      language: documentLanguage,
    }),
    output: z.unknown(),
  }),
  units: endpoint({
    id: 'board.units',
    method: 'GET',
    path: '/board/units',
    summary: 'Set the units side by side: AI systems, risks and what their records show',
    refs: ['iso-42001:9.1', 'iso-42001:5.3'],
    input: pastQuery,
    output: z.object({
      today: z.string(),
      units: z.array(unitLine),
    }),
  }),
  gaps: endpoint({
    id: 'board.gaps',
    method: 'GET',
    path: '/board/gaps',
    summary: 'Show what the records about one AI system, one unit or all of them lack',
    refs: REFS,
    input: z.object({
      unit: z.string().max(80).optional().describe('a unit without those below it, or "none"'),
      system: z.string().max(80).optional().describe('an AI system, by id or reference'),
      severity: z.enum(severities).optional(),
      check: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      ...pastQuery.shape,
    }),
    output: z.object({
      today: z.string(),
      of: z.object({
        kind: z.enum(['system', 'unit', 'none', 'all']),
        id: text,
        ref: text,
        title: z.string(),
      }),
      counts: judgedCounts,
      checks: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          severity: z.enum(['major', 'minor', 'advice']),
          requirements: z.array(z.string()),
          ok: z.number().int(),
          gap: z.number().int(),
          unknown: z.number().int(),
        }),
      ),
      /** How many gaps the choice has; `rows` may hold fewer. */
      total: z.number().int(),
      rows: z.array(gapRow),
    }),
  }),
} as const;
