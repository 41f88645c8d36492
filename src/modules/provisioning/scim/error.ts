import { AppError } from '#kernel/errors.ts';

export type ScimType =
  | 'invalidFilter'
  | 'uniqueness'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue';

/** An error in the words of the protocol (RFC 7644, 3.12). */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | undefined;

  constructor(status: number, detail: string, scimType?: ScimType) {
    super(detail);
    this.name = 'ScimError';
    this.status = status;
    this.scimType = scimType;
  }
}

/** The body and status of any thrown value; null for what is nobody's business outside. */
export function scimProblem(error: unknown): { readonly status: number; readonly body: object } | null {
  if (error instanceof ScimError) return problem(error.status, error.message, error.scimType);
  if (!(error instanceof AppError)) return null;
  const { code, message, extra } = error;
  const detail = [message, ...(extra.problems ?? []).map((each) => each.message), extra.next]
    .filter(Boolean)
    .join(' ');
  if (code === 'invalid-input') return problem(400, detail, 'invalidValue');
  if (code === 'malformed-body') return problem(400, detail, 'invalidSyntax');
  if (code === 'duplicate') return problem(409, detail, 'uniqueness');
  return problem(error.status, detail);
}

function problem(status: number, detail: string, scimType?: ScimType) {
  return {
    status,
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType && { scimType }),
      detail,
    },
  };
}
