/**
 * Endpoints whose derived example is well formed and still refused by the demo organisation: values that only belong
 * together in a way the contract does not show, or a thing the demo does not have. An endpoint gets off this list by an
 * `example` of its own, or by demo data. Refusals by a state, a role or a policy are answers too and are not listed.
 */
export const refusedExamples: Readonly<Record<string, 'invalid-input' | 'not-found' | 'unsupported-media'>> =
  {
    'claim.confirm': 'not-found',
    'claim.get': 'not-found',
    'claim.refute': 'not-found',
    'claim.reopen': 'not-found',
    'erasure.approve': 'not-found',
    'evidence.file': 'not-found',
    'impact.answer': 'not-found',
    'import.apply': 'not-found',
    'import.get': 'not-found',
    'import.map': 'not-found',
    'key.revoke': 'not-found',
    'result.post': 'invalid-input',
    'organisation.download': 'not-found',
    'organisation.dropExport': 'not-found',
    'organisation.logo': 'unsupported-media',
    'person.withdrawInvitation': 'not-found',
    'provisioning.revokeToken': 'not-found',
    'provisioning.setRoles': 'not-found',
    'templateCopy.get': 'not-found',
    'templateCopy.remove': 'not-found',
    'templateCopy.update': 'not-found',
  };
