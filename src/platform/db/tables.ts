/** Every platform table (spine.md section 1). No trail; what workers scan holds ids, never content. */
export type PlatformTables = {
  org: { id: string; kind: 'live' | 'demo' | 'sandbox'; name: string; createdAt: string };
  /** One row per log epoch; the newest is the one written to. */
  log: {
    org_id: string;
    epoch: number;
    origin: string;
    startSeq: number;
    size: number;
    frontier: Uint8Array;
    lastAt: string;
    publicKey: string;
    /** To whom the organisation was handed over; the log takes no entry while it stands. */
    closed: string | null;
  };
  log_key: {
    org_id: string;
    epoch: number;
    keyName: string;
    publicKey: string;
    sealed: Uint8Array;
    createdAt: string;
  };
  log_entry: LogEntryRow;
  checkpoint: {
    org_id: string;
    epoch: number;
    size: number;
    note: string;
    createdAt: string;
    reason: string;
  };
  counter: { org_id: string; name: string; next: number };
  record: { org_id: string; id: string; type: string; ref: string };
  record_head: Versioned & { title: string | null; state: string | null; owner: string | null };
  link: Versioned & { kind: string; from_id: string; to_id: string; to_version: number | null };
  job: {
    id: string;
    org_id: string | null;
    kind: string;
    key: string | null;
    payload: string;
    dueAt: string;
    attempts: number;
    state: 'waiting' | 'running' | 'done' | 'failed';
    error: string | null;
    updatedAt: string;
  };
  idempotency: {
    org_id: string;
    actor: string;
    key: string;
    fingerprint: string;
    status: number;
    body: string;
    createdAt: string;
  };
  check_state: {
    org_id: string;
    check: string;
    version: number;
    seq: number;
    today: string;
    counts: string;
    nextAt: string | null;
  };
  file: { org_id: string; hash: string; size: number; mediaType: string; name: string; createdAt: string };
  import_batch: {
    org_id: string;
    id: string;
    kind: string;
    fileName: string;
    fileHash: string;
    mapping: string;
    state: string;
    total: number;
    applied: number;
    summary: string;
    createdBy: string | null;
    createdAt: string;
    updatedAt: string;
  };
  import_row: {
    org_id: string;
    batch_id: string;
    line: number;
    key: string;
    payload: string;
    state: string;
    problems: string | null;
    recordId: string | null;
    recordVersion: number | null;
    change: string | null;
  };
  draft: {
    org_id: string;
    person_id: string;
    recordId: string;
    field: string;
    value: string;
    updatedAt: string;
  };
  /** Public addresses of system cards; looked up without an organisation, so it holds ids only. */
  card_address: { address: string; org_id: string; card_id: string };
  /** Secret addresses by their hash; scanned without an organisation, so it holds ids only. */
  calendar_token: {
    hash: string;
    kind: 'feed' | 'unsubscribe';
    org_id: string;
    person_id: string;
    createdAt: string;
  };
  /** How far each webhook has come; scanned without an organisation, so it holds ids only. */
  webhook_cursor: {
    webhook_id: string;
    org_id: string;
    seq: number;
    active: number;
    failures: number;
    restUntil: string | null;
    claim: string | null;
    claimedUntil: string | null;
  };
  webhook_secret: {
    org_id: string;
    webhook_id: string;
    id: string;
    sealed: Uint8Array;
    createdAt: string;
    until: string | null;
  };
  webhook_delivery: {
    org_id: string;
    id: string;
    webhook_id: string;
    seq: number;
    event_id: string;
    type: string;
    body: string;
    happenedAt: string;
    state: 'waiting' | 'sent' | 'failed';
    attempts: number;
    firstAt: string | null;
    dueAt: string;
    triedAt: string | null;
    status: number | null;
    durationMs: number | null;
    response: string | null;
    error: string | null;
  };
  /** Client secrets of providers, sealed with the instance's secret. */
  sso_secret: { org_id: string; id: string; sealed: string };
  /** Which provider the people of an e-mail domain are led to; looked up without an organisation. */
  sso_domain: { domain: string; org_id: string; provider_id: string; confirmedAt: string | null };
  /** What is good once, by its hash, and what is kept for some minutes, sealed. */
  sso_once: { hash: string; kind: string; sealed: string | null; expiresAt: string };
  /** Who came in, or was locked out; kept for ninety days. */
  sign_in: {
    id: string;
    at: string;
    userId: string;
    kind: string;
    way: string | null;
    address: string;
    device: string | null;
    onlyOrg: string | null;
  };
  change_position: { org_id: string; seq: number };
  auth_event: { id: number; at: string; kind: string; userId: string | null; detail: string; logged: number };
  erasure_request: {
    org_id: string;
    id: string;
    recordId: string;
    paths: string;
    ground: string;
    requestedBy: string;
    createdAt: string;
    state: string;
  };
};

export type LogEntryRow = {
  org_id: string;
  seq: number;
  op: string;
  at: string;
  actor: string | null;
  operation: string;
  type: string;
  record_id: string;
  version: number;
  change: string;
  text: string;
};

/** Columns of every versioned table (spine.md section 2). */
export type Versioned = {
  org_id: string;
  id: string;
  version: number;
  from_seq: number;
  to_seq: number | null;
  salts: Uint8Array;
};
