import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { action, type Operation } from '#platform/operation.ts';
import { handoverActs } from './organisation-contract.ts';
import { mayExport, mayFetchExport } from './policy.ts';

/** Moving the organisation to another instance, from the web. Bringing one in is the operator's: ./aims org import. */
export const handoverOperations: readonly Operation[] = [
  action(handoverActs.make, {
    allow: mayExport,
    run: async (ctx, { passphrase, handOverTo, confirm }) => {
      if (handOverTo !== null && confirm !== ctx.org.name)
        throw new AppError('invalid-input', t('Handing over closes the organisation here.'), {
          problems: [
            {
              path: 'confirm',
              message: t('Type the name of the organisation: {name}', { name: ctx.org.name }),
            },
          ],
        });
      return ctx.handover.make({ passphrase, to: handOverTo });
    },
  }),
  action(handoverActs.list, {
    allow: mayFetchExport,
    run: async (ctx) => ({ exports: [...(await ctx.handover.list())] }),
  }),
  action(handoverActs.download, {
    allow: mayFetchExport,
    run: async (ctx, { name }) => ({
      body: await ctx.handover.open(name),
      mediaType: 'application/x-tar',
      name,
    }),
  }),
  action(handoverActs.drop, {
    allow: mayFetchExport,
    run: async (ctx, { name }) => {
      await ctx.handover.remove(name);
      return { deleted: true as const };
    },
  }),
];
