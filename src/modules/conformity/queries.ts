import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { checksTouching } from '#platform/checks/rows.ts';
import type { Ctx } from '#platform/context.ts';
import type { conformityEndpoints } from './contract.ts';
import { judgeRequirements, totalsOf } from './lines.ts';
import { overrideList } from './overrides.ts';

/** The matrix: groups that open into their subclauses and controls, with the totals and the override indicator. */
export async function overview(ctx: Ctx): Promise<OutputOf<typeof conformityEndpoints.overview>> {
  const { requirements, ...standing } = await judgeRequirements(ctx);
  const { rows: _rows, ...overrides } = await overrideList(ctx);
  const ids = [...new Set(requirements.map((each) => each.group))];
  return {
    ...standing,
    groups: ids.map((id) => ({
      id,
      title: ctx.catalog.requirement(`iso-42001:${id}`)?.displayTitle ?? id,
      kind: id.startsWith('A.') ? ('control' as const) : ('clause' as const),
    })),
    requirements: [...requirements],
    totals: totalsOf(requirements),
    overrides,
  };
}

/** The answer of the command line: every requirement, or those below a clause. @throws AppError `invalid-input` */
export async function checkRequirements(
  ctx: Ctx,
  input: InputOf<typeof conformityEndpoints.check>,
): Promise<OutputOf<typeof conformityEndpoints.check>> {
  const { requirements, ...standing } = await judgeRequirements(ctx);
  const { clause } = input;
  const chosen = clause === undefined ? requirements : requirements.filter(({ id }) => below(id, clause));
  if (chosen.length === 0)
    throw new AppError('invalid-input', t('ISO/IEC 42001 has no clause "{clause}".', { clause }), {
      problems: [
        { path: 'clause', message: t('a clause, subclause or control such as 6, 6.1.3, A.5 or A.5.2') },
      ],
    });
  return {
    ...standing,
    requirements: chosen.map(({ id, title, verdict, because, confirmed, uncovered, checks }) => ({
      id,
      title,
      verdict,
      because,
      confirmed: confirmed.state,
      uncovered,
      checks,
    })),
  };
}

/** What the checks say of one record, gaps first. */
export async function checksOfRecord(
  ctx: Ctx,
  id: string,
): Promise<OutputOf<typeof conformityEndpoints.record>> {
  const rows = await checksTouching(ctx, await idOf(ctx, id));
  return {
    rows: rows.map(({ check, ...row }) => ({
      ...row,
      check: check.id,
      checkTitle: t(check.title),
      requirements: [...check.requirements],
    })),
  };
}

async function idOf(ctx: Ctx, idOrRef: string): Promise<string> {
  if (idOrRef.includes('_')) return idOrRef;
  const row = await ctx.q
    .selectFrom('record')
    .select('id')
    .where('org_id', '=', ctx.org.id)
    .where('ref', '=', idOrRef.toUpperCase())
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', t('There is no record {idOrRef} here.', { idOrRef }));
  return row.id;
}

function below(id: string, clause: string): boolean {
  return id === clause || id.startsWith(`${clause}.`);
}
