import { msg } from '#kernel/language.ts';

/** The roles of the AI Act in words. */
export const ROLE_WORDS: Readonly<Record<string, string>> = {
  provider: msg('Provider'),
  deployer: msg('Deployer'),
  importer: msg('Importer'),
  distributor: msg('Distributor'),
  authorisedRepresentative: msg('Authorised representative'),
  gpaiProvider: msg('Provider of a general-purpose model'),
  productManufacturer: msg('Product manufacturer'),
};
