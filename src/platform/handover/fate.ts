/**
 * What becomes of each table with an `org_id` when its organisation is handed over. Registers (tables with `from_seq`)
 * always move; every other table is named here, and a test holds the list to the schema.
 */
const FATE: Readonly<Record<string, 'moves' | 'sealed' | 'stays'>> = {
  log: 'moves',
  log_entry: 'moves',
  checkpoint: 'moves',
  counter: 'moves',
  record: 'moves',
  file: 'moves',
  import_batch: 'moves',
  import_row: 'moves',
  draft: 'moves',
  erasure_request: 'moves',
  change_position: 'moves',
  card_address: 'moves',
  // Under the passphrase, and only when the organisation is handed over: a copy signs with a key of its own.
  log_key: 'sealed',
  // Secrets and links of the old instance, its queue with sealed mail, and caches.
  calendar_token: 'stays',
  one_time_token: 'stays',
  sso_secret: 'stays',
  sso_domain: 'stays',
  job: 'stays',
  idempotency: 'stays',
  check_state: 'stays',
  webhook_cursor: 'stays',
  webhook_secret: 'stays',
  webhook_delivery: 'stays',
};

/** Whether the rows of a table move. @throws Error for a table that nobody decided about: a mistake of the program */
export function moves(table: { readonly name: string; readonly columns: readonly string[] }): boolean {
  if (table.columns.includes('from_seq')) return true;
  const fate = FATE[table.name];
  if (!fate) throw new Error(`Nobody decided whether the table "${table.name}" moves with its organisation`);
  return fate === 'moves';
}

/** What does not move, in sentences for whoever hands over. */
export const STAYS: readonly string[] = [
  'Accounts, passwords, second factors, passkeys and sessions: people are invited again and linked to who they are here; their memberships move.',
  'API keys, secret calendar addresses, open invitations and interview links: they are made anew.',
  'Secrets of webhooks and of single sign-on with what they were delivering: webhooks and providers are made anew.',
  'Mail and other work that waits in the queue of the old instance.',
];
