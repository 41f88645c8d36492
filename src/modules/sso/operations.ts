import { AppError } from '#kernel/errors.ts';
import type { identityProvider } from '#kernel/identity-provider.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf } from '#kernel/record.ts';
import type { ActionCtx } from '#platform/context.ts';
import { action, command, type Operation } from '#platform/operation.ts';
import { readMetadata } from '#platform/sso/metadata.ts';
import { identityProviderRows, providerKey } from '#platform/sso/provider.ts';
import { providerAddress } from '#platform/sso/providers.ts';
import { providerActs } from './contract.ts';
import { mayChangeProviders, mayConfirmDomain, maySeeProviders } from './policy.ts';
import * as service from './service.ts';

type Fields = FieldsOf<typeof identityProvider>;
type Shown = Fields & { readonly id: string; readonly ref: string; readonly version: number };

export const ssoOperations: readonly Operation[] = [
  action(providerActs.list, {
    allow: maySeeProviders,
    run: async (ctx) => ({
      providers: await show(ctx, await ctx.read((read) => identityProviderRows(read))),
    }),
  }),
  action(providerActs.create, {
    allow: mayChangeProviders,
    run: async (ctx, { clientSecret, metadataXml, metadataUrl, ...said }) => {
      const found = await metadataOf(ctx, { metadataXml, metadataUrl });
      const fields = { ...service.usual, issuer: '', ...defined(said), ...found } as Fields;
      const seal = clientSecret ? (id: string) => sealed(ctx, id, clientSecret) : null;
      return showOne(ctx, await ctx.write((tx) => service.addProvider(tx, fields, seal)));
    },
  }),
  action(providerActs.change, {
    allow: mayChangeProviders,
    run: async (ctx, { id, version, clientSecret, metadataXml, metadataUrl, ...said }) => {
      const patch = { ...defined(said), ...(await metadataOf(ctx, { metadataXml, metadataUrl })) };
      const secret = clientSecret ? sealed(ctx, id, clientSecret) : clientSecret;
      const changed = await ctx.write((tx) => service.changeProvider(tx, { id, version }, { patch, secret }));
      if (!changed.enabled) await ctx.accounts.endProvider(providerKey({ org: ctx.org.id, id }));
      return showOne(ctx, changed);
    },
  }),
  action(providerActs.require, {
    allow: mayChangeProviders,
    run: async (ctx, { id, version, ...rule }) =>
      showOne(ctx, await ctx.write((tx) => service.requireProvider(tx, { id, version }, rule))),
  }),
  action(providerActs.remove, {
    allow: mayChangeProviders,
    run: async (ctx, seen) => {
      await ctx.write((tx) => service.removeProvider(tx, seen));
      await ctx.accounts.endProvider(providerKey({ org: ctx.org.id, id: seen.id }));
      return { removed: true as const };
    },
  }),
  command(providerActs.confirmDomain, {
    allow: mayConfirmDomain,
    run: async (tx, { id, domain }) => {
      await service.confirmDomain(tx, id, domain);
      return { confirmed: true as const };
    },
  }),
];

/** What the provider's own metadata say of it. @throws AppError `invalid-input` when they cannot be read */
async function metadataOf(
  ctx: ActionCtx,
  from: {
    readonly metadataXml?: string | null | undefined;
    readonly metadataUrl?: string | null | undefined;
  },
): Promise<Partial<Pick<Fields, 'issuer' | 'ssoUrl' | 'certificates'>>> {
  if (from.metadataXml) return readMetadata(from.metadataXml);
  if (!from.metadataUrl) return {};
  const answer = await ctx
    .outside(from.metadataUrl, { headers: { accept: 'application/samlmetadata+xml, text/xml' } })
    .catch((error: Error) => {
      throw new AppError(
        'invalid-input',
        t('The metadata cannot be read: {message}', { message: error.message }),
        {
          problems: [{ path: 'metadataUrl', message: error.message }],
        },
      );
    });
  return readMetadata(await answer.text());
}

async function showOne(ctx: ActionCtx, provider: Shown) {
  return (await show(ctx, [provider]))[0]!;
}

async function show(ctx: ActionCtx, providers: readonly Shown[]) {
  const [secrets, domains] = await ctx.read(async ({ q }) => [
    await q.selectFrom('sso_secret').select('id').where('org_id', '=', ctx.org.id).execute(),
    await q
      .selectFrom('sso_domain')
      .select(['provider_id', 'domain'])
      .where('org_id', '=', ctx.org.id)
      .where('confirmedAt', 'is not', null)
      .orderBy('domain')
      .execute(),
  ]);
  return providers.map((each) => {
    const at = (part: Parameters<typeof providerAddress>[2]) =>
      providerAddress(ctx, { org: ctx.org.id, id: each.id }, part);
    return {
      ...each,
      hasSecret: secrets.some((row) => row.id === each.id),
      start: at('start'),
      callback: at('callback'),
      acs: at('acs'),
      metadata: at('metadata'),
      confirmedDomains: domains.filter((row) => row.provider_id === each.id).map((row) => row.domain),
    };
  });
}

function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

/** As sign-in opens it (platform/sso/providers.ts). */
function sealed(ctx: ActionCtx, id: string, secret: string): string {
  return Buffer.from(ctx.sealing.close(Buffer.from(secret), `sso ${id}`)).toString('base64url');
}
