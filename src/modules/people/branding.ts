import { cleanPng } from '#documents/png.ts';
import { render } from '#documents/render.ts';
import type { Branding } from '#kernel/branding.ts';
import { AppError } from '#kernel/errors.ts';
import { speaker, t } from '#kernel/language.ts';
import { organisation } from '#kernel/people.ts';
import { anyMember } from '#kernel/policy.ts';
import { action, command, type Operation } from '#platform/operation.ts';
import type { Tx } from '#platform/tx.ts';
import { organisationActs } from './organisation-contract.ts';
import { mayChangeSettings } from './policy.ts';
import { ownOrganisation } from './service.ts';

const MAX_LOGO = 64 * 1024;
const PLAIN: Branding = { nameLine: null, footer: null, colour: null, logo: null };

/** How exported documents look. */
export const brandingOperations: readonly Operation[] = [
  command(organisationActs.branding, {
    allow: mayChangeSettings,
    run: (tx, { version, ...patch }) => dress(tx, patch, version),
  }),
  action(organisationActs.logo, {
    allow: mayChangeSettings,
    run: async (ctx, { alt }, body) => {
      const logo = cleanPng(await limited(body));
      if (!logo)
        throw new AppError('unsupported-media', t('This is no PNG that can be printed.'), {
          next: t(
            'Save the logo as PNG, 2,000 pixels at most on a side. SVG is not taken: it can carry programs.',
          ),
        });
      const { bytes, ...size } = logo;
      const png = Buffer.from(bytes).toString('base64');
      return ctx.write((tx) => dress(tx, { logo: { png, ...size, alt } }));
    },
  }),
  command(organisationActs.removeLogo, {
    allow: mayChangeSettings,
    run: (tx) => dress(tx, { logo: null }),
  }),
  action(organisationActs.sample, {
    allow: anyMember,
    run: async (ctx, { format }) => {
      const { bytes, mediaType } = await render(sample(ctx.org.name, ctx.now), format);
      return { body: bytes, mediaType, name: `sample.${format}`, inline: format === 'pdf' };
    },
  }),
];

async function dress(tx: Tx, patch: Partial<Branding>, version?: number) {
  const own = await ownOrganisation(tx);
  const next = { ...PLAIN, ...own.branding, ...patch };
  const plain = Object.values(next).every((value) => value === null);
  return tx.update(
    organisation,
    { id: own.id, ...(version !== undefined && { version }) },
    { branding: plain ? null : next },
  );
}

async function limited(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_LOGO) throw new AppError('too-large', t('A logo may have 64 kB at most.'));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function sample(name: string, now: string) {
  return {
    title: t('A sample document'),
    subtitle: t('How exported documents look'),
    organisation: name,
    language: speaker().locale,
    createdAt: now,
    sections: [
      { kind: 'heading' as const, level: 1 as const, text: t('A heading') },
      { kind: 'paragraph' as const, text: t('A paragraph of text, as it stands in reports and statements.') },
      {
        kind: 'table' as const,
        title: t('A table'),
        columns: [
          { key: 'control', title: t('Control'), width: 1 },
          { key: 'state', title: t('State'), width: 1 },
        ],
        rows: [{ control: 'A.5.2', state: t('Implemented') }],
      },
    ],
  };
}
