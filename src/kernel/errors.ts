import { msg, t } from './language.ts';
/**
 * Every error a user can meet, in one place: status, what happened, what to do next.
 * Anything that is not an `AppError` leaves the server as an opaque 500 with a trace id.
 */
export const errorCatalog = {
  'invalid-input': {
    status: 422,
    title: msg('Some values cannot be accepted'),
    next: msg('Correct the fields named below and send the request again.'),
  },
  'malformed-body': {
    status: 400,
    title: msg('The request body cannot be read'),
    next: msg('Send one JSON object with the content type application/json.'),
  },
  'too-large': {
    status: 413,
    title: msg('The request is too large'),
    next: msg('Send a smaller body, or split it.'),
  },
  'unsupported-media': {
    status: 415,
    title: msg('This kind of content is not accepted'),
    next: msg('Send a file of one of the kinds named below.'),
  },
  'not-signed-in': {
    status: 401,
    title: msg('You are not signed in'),
    next: msg('Sign in, or send a valid API key.'),
  },
  'second-factor-needed': {
    status: 403,
    title: msg('This organisation asks for a second factor'),
    next: msg('Set one up under Your account; it takes a minute and an authenticator app.'),
  },
  'provider-needed': {
    status: 403,
    title: msg('This organisation asks for its own sign-in'),
    next: msg('Sign in through the provider of the organisation; the sign-in page offers it.'),
  },
  'proof-needed': {
    status: 403,
    title: msg('Prove that it is still you'),
    next: msg('Give your password or a code of your second factor, then do it again.'),
  },
  forbidden: {
    status: 403,
    title: msg('You may not do this'),
    next: msg('Ask a person whose role allows it; the reason names it.'),
  },
  'not-found': {
    status: 404,
    title: msg('There is no such thing here'),
    next: msg('Check the address or the reference; it may belong to another organisation.'),
  },
  'method-not-allowed': {
    status: 405,
    title: msg('This address does not take that method'),
    next: msg('See /api/openapi.json for the methods it takes.'),
  },
  'link-over': {
    status: 410,
    title: msg('The time of this link is over'),
    next: msg('Ask whoever sent it for a new one. What you answered before is kept.'),
  },
  conflict: {
    status: 409,
    title: msg('Somebody else changed this meanwhile'),
    next: msg('Load the current version, look at both, and save again.'),
  },
  'wrong-state': {
    status: 409,
    title: msg('This cannot be done in the present state'),
    next: msg('The reason says which step comes first.'),
  },
  duplicate: {
    status: 409,
    title: msg('This exists already'),
    next: msg('Use the existing one, or choose another name.'),
  },
  'in-use': {
    status: 409,
    title: msg('Something else still needs this'),
    next: msg('Remove the links named below first.'),
  },
  'idempotency-reuse': {
    status: 422,
    title: msg('This idempotency key was used for another request'),
    next: msg('Use a new key for a new request.'),
  },
  'precondition-failed': {
    status: 412,
    title: msg('The version you named is not the current one'),
    next: msg('Load the current version and try again.'),
  },
  'rate-limited': {
    status: 429,
    title: msg('Too many requests'),
    next: msg('Wait for the time named in Retry-After.'),
  },
  'read-only-past': {
    status: 409,
    title: msg('The past cannot be changed'),
    next: msg('Leave the as-of view, then make the change today.'),
  },
  'handed-over': {
    status: 409,
    title: msg('The organisation was handed over'),
    next: msg(
      'Go on where it went. The operator opens it again here when the hand-over came to nothing: ./aims org reopen.',
    ),
  },
  'storage-full': {
    status: 507,
    title: msg('The disk is full'),
    next: msg('Nothing was kept. Free some space on the data disk and try again.'),
  },
  'storage-refused': {
    status: 503,
    title: msg('The data folder cannot be written'),
    next: msg(
      'Nothing was kept. Make the data folder writable for the account that runs OpenAIMS, and try again.',
    ),
  },
  'file-store-refused': {
    status: 503,
    title: msg('The store of files refuses'),
    next: msg(
      'Nothing was kept. The administrator sees with ./aims doctor what the store answers, and mends AIMS_FILES or its credentials.',
    ),
  },
  'file-store-unreachable': {
    status: 503,
    title: msg('The store of files cannot be reached'),
    next: msg(
      'Nothing was kept. Try again in a moment; when it stays, the administrator runs ./aims doctor.',
    ),
  },
  'file-altered': {
    status: 500,
    title: msg('A stored file is not what was put there'),
    next: msg(
      'Do not rely on it. The administrator finds it with ./aims files verify --content and puts it back from a backup.',
    ),
  },
  unavailable: {
    status: 503,
    title: msg('The database cannot be reached'),
    next: msg('Nothing was kept. Try again in a moment.'),
  },
  'outcome-unknown': {
    status: 503,
    title: msg('It is not known whether this was kept'),
    next: msg(
      'Look whether it is there before you send it again. With the same Idempotency-Key it is safe to send again.',
    ),
  },
  'newer-schema': {
    status: 500,
    title: msg('The data was written by a newer version'),
    next: msg('Start the newer OpenAIMS, or restore a backup made before the upgrade.'),
  },
  'upgrade-failed': {
    status: 500,
    title: msg('The data could not be brought to this version'),
    next: msg('Start the version of before; it finds its data as it left it. Report the message.'),
  },
  'unsafe-database-role': {
    status: 500,
    title: msg('The database role could read every organisation'),
    next: msg(
      'Let DATABASE_URL name a role that owns no table and is neither superuser nor BYPASSRLS, and DATABASE_ADMIN_URL the owner.',
    ),
  },
  'folder-locked': {
    status: 423,
    title: msg('Another OpenAIMS process uses this data folder'),
    next: msg('Talk to the running server, or stop it first.'),
  },
  'trail-broken': {
    status: 500,
    title: msg('The trail does not match the records'),
    next: msg('Run ./aims verify and keep the data folder as it is.'),
  },
} as const;

export type ErrorCode = keyof typeof errorCatalog;

/** One value that could not be accepted. `path` is dotted, such as `treatments.0.dueDate`. */
export type FieldProblem = { readonly path: string; readonly message: string };

export type ErrorExtra = {
  readonly problems?: readonly FieldProblem[];
  /** Overrides the catalog's advice when the place knows better. */
  readonly next?: string;
  readonly data?: Readonly<Record<string, unknown>>;
};

/** An error meant for the user. The message says what happened, in their words. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly extra: ErrorExtra;

  constructor(code: ErrorCode, message: string, extra: ErrorExtra = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.extra = extra;
  }

  get status(): number {
    return errorCatalog[this.code].status;
  }
}

/** An RFC 9457 problem body. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode | 'internal';
  readonly detail: string;
  readonly next: string;
  readonly problems?: readonly FieldProblem[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly trace: string;
};

/** The body the API answers with for any thrown value; unknown errors tell nothing but the trace id. */
export function toProblem(error: unknown, trace: string): Problem {
  if (!(error instanceof AppError)) {
    return {
      type: 'about:blank',
      title: t('Something went wrong on our side'),
      status: 500,
      code: 'internal',
      detail: t('The request was not carried out and nothing of it was kept.'),
      next: t('Try again; if it stays, give the trace id to your administrator.'),
      trace,
    };
  }
  const entry = errorCatalog[error.code];
  return {
    type: `https://openaims.invalid/errors/${error.code}`,
    title: t(entry.title),
    status: entry.status,
    code: error.code,
    detail: error.message,
    next: t(error.extra.next ?? entry.next),
    ...(error.extra.problems && { problems: error.extra.problems }),
    ...(error.extra.data && { data: error.extra.data }),
    trace,
  };
}
