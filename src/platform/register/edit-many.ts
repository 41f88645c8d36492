import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import type { FieldsOf, RecordDefinition, RecordOf } from '#kernel/record.ts';
import type { EditedMany } from '#kernel/register.ts';
import type { ActionCtx } from '../context.ts';
import type { Tx } from '../tx.ts';
import type { RegisterBinding } from './binding.ts';

type Input = {
  readonly rows: readonly { readonly id: string; readonly version: number }[];
  readonly change: Readonly<Record<string, unknown>>;
  readonly preview: boolean;
};

/**
 * Changes the same fields of many records in one transaction, each with its own entry of the log. What this person may
 * not change, what somebody changed meanwhile and what refuses the change is listed and left as it is.
 * @throws AppError `forbidden` when none of them may be changed by this person
 */
export function editMany<D extends RecordDefinition>(
  ctx: ActionCtx,
  binding: RegisterBinding<D> & { readonly definition: D },
  input: Input,
): Promise<EditedMany> {
  return ctx.write(
    async (tx) => {
      const refused: EditedMany['refused'] = [];
      let [changed, forbidden] = [0, 0];
      for (const target of input.rows) {
        const before = await tx.find(binding.definition, target.id);
        const reason = before ? await refusal(tx, binding, { before, target, change: input.change }) : GONE;
        if (reason === null) continue;
        if (reason === CHANGED) changed += 1;
        else {
          if (reason.forbidden) forbidden += 1;
          refused.push({ id: target.id, ...naming(binding.definition, before), reason: reason.text });
        }
      }
      if (forbidden === input.rows.length) throw new AppError('forbidden', refused[0]!.reason);
      return {
        preview: input.preview,
        changed,
        unchanged: input.rows.length - changed - refused.length,
        refused,
      };
    },
    { trial: input.preview },
  );
}

type Refusal = { readonly text: string; readonly forbidden?: true };
const GONE: Refusal = { text: msg('It is not there any more.') };
const CHANGED = Symbol('changed');

/** Writes one record. @returns null when nothing had to change, `CHANGED`, or why it stays as it is */
async function refusal<D extends RecordDefinition>(
  tx: Tx,
  binding: RegisterBinding<D> & { readonly definition: D },
  one: {
    readonly before: RecordOf<D>;
    readonly target: Input['rows'][number];
    readonly change: Input['change'];
  },
): Promise<null | typeof CHANGED | Refusal> {
  const { before, target, change } = one;
  const decision = binding.write(tx.parts.row(target.id), before);
  if (!decision.allowed) return { text: decision.reason, forbidden: true };
  try {
    const after = await updateRecord(tx, binding, { target, before, change: change as Partial<FieldsOf<D>> });
    return after.version === before.version ? null : CHANGED;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      text: error.code === 'conflict' ? t('Somebody has changed it since you looked.') : sentenceOf(error),
    };
  }
}

/** One edit of one record, completed or refused by its register; the same for one and for many. */
export async function updateRecord<D extends RecordDefinition>(
  tx: Tx,
  binding: Pick<RegisterBinding<D>, 'prepareUpdate'> & { readonly definition: D },
  edit: {
    readonly target: { readonly id: string; readonly version?: number };
    readonly before: RecordOf<D>;
    readonly change: Partial<FieldsOf<D>>;
  },
): Promise<RecordOf<D>> {
  const prepared = binding.prepareUpdate
    ? await binding.prepareUpdate(tx, edit.change, edit.before)
    : edit.change;
  return tx.update(binding.definition, edit.target, prepared);
}

/** The message of a refusal with what is wrong at which field. */
export function sentenceOf(error: AppError): string {
  const problems = (error.extra.problems ?? []).map(({ path, message }) => `${path}: ${message}`);
  return [error.message, ...problems].join(' ');
}

function naming<D extends RecordDefinition>(definition: D, record: RecordOf<D> | null) {
  if (!record) return { ref: null, title: null };
  return { ref: record.ref, title: definition.head(record as never).title ?? null };
}
