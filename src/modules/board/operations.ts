import { render } from '#documents/render.ts';
import { fileName } from '#documents/words.ts';
import { t } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { action, type Operation, query } from '#platform/operation.ts';
import { boardOf } from './board.ts';
import { boardEndpoints } from './contract.ts';
import { boardDocument } from './document.ts';
import { gapsShown } from './gaps.ts';
import { unitsSideBySide } from './units.ts';

export const boardOperations: readonly Operation[] = [
  query(boardEndpoints.show, { heavy: true, allow: anyMember, run: (ctx) => boardOf(ctx) }),
  query(boardEndpoints.units, { heavy: true, allow: anyMember, run: (ctx) => unitsSideBySide(ctx) }),
  query(boardEndpoints.gaps, { heavy: true, allow: anyMember, run: gapsShown }),
  action(boardEndpoints.file, {
    allow: anyMember,
    run: async (ctx, { format }) => {
      const board = await ctx.scan(boardOf);
      const made = await render(boardDocument(board, { organisation: ctx.org.name, now: ctx.now }), format);
      return {
        body: made.bytes,
        mediaType: made.mediaType,
        name: fileName(`${t('Board')} ${ctx.today}`, made.extension),
      };
    },
  }),
];
