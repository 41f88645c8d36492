import { render } from '#documents/render.ts';
import { fileName } from '#documents/words.ts';
import { AppError } from '#kernel/errors.ts';
import { t, writtenDay } from '#kernel/language.ts';
import { anyMember, bySignedIn } from '#kernel/policy.ts';
import type { ActionCtx, Ctx, LinkOperation } from '#platform/context.ts';
import { inLanguage } from '#platform/language/in-language.ts';
import { action, byLink, command, type Operation, query } from '#platform/operation.ts';
import { registerOperations } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { gapEndpoints, linkEndpoints, part, reusedItem, reusedItemEndpoints } from './contract.ts';
import { mayAnswer, mayDeclareReuse, mayInterview } from './policy.ts';
import { addressee, listInterviews, partOfLink, questionnaireOf, suggestSplit } from './queries.ts';
import { gapDocument } from './report.ts';
import { gapResult } from './result.ts';
import { reuseOf } from './reuse.ts';
import * as service from './service.ts';

const ownPart = async (actor: Tx['actor'], { id }: { readonly id: string }, tx: Tx) => {
  const first = bySignedIn(actor);
  if (!first.allowed) return first;
  return mayAnswer(actor, (await tx.get(part, id)).personId);
};

export const gapOperations: readonly Operation[] = [
  ...registerOperations(reusedItem, reusedItemEndpoints, {
    write: mayDeclareReuse,
    list: { sort: 'framework,clause' },
    prepareCreate: (tx, input) => {
      const fields = { place: null, effectiveOn: null, ownerId: null, note: null, ...input } as Parameters<
        typeof service.expectClause
      >[1] &
        Required<typeof input>;
      service.expectClause(tx, fields);
      return fields;
    },
    prepareUpdate: (tx, patch, before) => {
      service.expectClause(tx, { ...before, ...patch });
      return patch;
    },
  }),
  query(gapEndpoints.suggest, { allow: mayInterview, run: suggestSplit }),
  command(gapEndpoints.begin, {
    allow: mayInterview,
    run: async (tx, input) => {
      const made = await service.beginInterview(tx, input);
      return {
        id: made.interview.id,
        ref: made.interview.ref,
        parts: made.parts.map((each) => ({ id: each.id, personId: each.personId! })),
      };
    },
  }),
  query(gapEndpoints.interviews, { allow: anyMember, run: listInterviews }),
  command(gapEndpoints.addPart, {
    allow: mayInterview,
    run: async (tx, { id, ...planned }) => ({ id: (await service.addPart(tx, id, planned)).id }),
  }),
  command(gapEndpoints.close, { allow: mayInterview, run: service.closeInterview }),
  command(gapEndpoints.reopen, { allow: mayInterview, run: service.reopenInterview }),
  action(gapEndpoints.link, { allow: mayInterview, run: makeLink }),
  command(gapEndpoints.revokeLink, {
    allow: mayInterview,
    run: async (tx, { id }) => {
      await service.renewLink(tx, id, null);
      return { revoked: true as const };
    },
  }),
  query(gapEndpoints.part, { allow: anyMember, run: (ctx, { id }) => questionnaireOf(ctx, id, null) }),
  command(gapEndpoints.answer, {
    allow: ownPart,
    run: (tx, { id, ...input }) => service.answerQuestion(tx, id, { ...input, by: 'session' }),
  }),
  command(gapEndpoints.finish, { allow: ownPart, run: (tx, { id }) => service.finishPart(tx, id) }),
  query(gapEndpoints.result, { heavy: true, allow: anyMember, run: gapResult }),
  query(gapEndpoints.reuse, { allow: anyMember, run: reuseOf }),
  action(gapEndpoints.report, {
    allow: anyMember,
    run: async (ctx, { format }) => {
      const tree = await ctx.scan((at) => document(at, ctx.org.name));
      const file = await render(tree, format);
      return {
        body: file.bytes,
        mediaType: file.mediaType,
        name: fileName(`${t('Gap analysis')} ${ctx.today}`, file.extension),
      };
    },
  }),
];

export const gapByLink: readonly LinkOperation[] = [
  byLink(linkEndpoints.open, {
    kind: 'interview',
    run: ({ link, read }) =>
      read(async (ctx) =>
        questionnaireOf(ctx, (await partOfLink(ctx, link.payload)).id, {
          until: link.expiresAt.slice(0, 10),
        }),
      ),
  }),
  byLink(linkEndpoints.answer, {
    kind: 'interview',
    run: async ({ link, read, write }, input) => {
      const { id, personId } = await read((ctx) => partOfLink(ctx, link.payload));
      return write(personId!, (tx) => service.answerQuestion(tx, id, { ...input, by: 'link' }));
    },
  }),
  byLink(linkEndpoints.finish, {
    kind: 'interview',
    run: async ({ link, read, write }) => {
      const { id, personId } = await read((ctx) => partOfLink(ctx, link.payload));
      return write(personId!, (tx) => service.finishPart(tx, id));
    },
  }),
];

/** Makes the link; sends it when that is wanted, the instance sends e-mail and an address is known. */
async function makeLink(
  ctx: ActionCtx,
  { id, days, byMail }: { readonly id: string; readonly days: number; readonly byMail: boolean },
) {
  const asked = await ctx.read((at) => addressee(at, id));
  if (byMail && !ctx.mail.on)
    throw new AppError('wrong-state', t('This instance sends no e-mail.'), {
      next: t('Copy the link and send it yourself.'),
    });
  if (byMail && !asked.email)
    throw new AppError('wrong-state', t('No e-mail address of {name} is known here.', { name: asked.name }), {
      next: t('Add it under People, or copy the link and send it yourself.'),
    });
  const { until, ...payload } = await ctx.write((tx: Tx) => service.renewLink(tx, id, days));
  const path = `/interview/${await ctx.accounts.makeLink({ kind: 'interview', payload, days })}`;
  if (!byMail) return { path, until, sentTo: null };
  await inLanguage(asked.language, () =>
    ctx.mail.queue({
      to: asked.email!,
      subject: t('{name} asks you some questions', { name: ctx.org.name }),
      parts: [
        {
          kind: 'text',
          text: t(
            '{name} asks you where {name2} stands with its AI management system: "{interview}". The link is for you alone, opens until {until} on any device, and saves as you type.',
            {
              name: ctx.actor.name,
              name2: ctx.org.name,
              interview: asked.interview,
              until: writtenDay(until),
            },
          ),
        },
        { kind: 'link', label: t('Answer the questions'), url: ctx.mail.link(path) },
      ],
    }),
  );
  return { path, until, sentTo: asked.email };
}

async function document(ctx: Ctx, organisation: string) {
  return gapDocument(await gapResult(ctx), await reuseOf(ctx), { organisation, now: ctx.now });
}
