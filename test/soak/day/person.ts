import type { Reply } from '../../faults/server.ts';

export const PASSWORD = 'a sentence is a good password';

/** Somebody signed in by cookie, as a browser is. */
export type Person = {
  readonly email: string;
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
  readonly json: (method: string, path: string, body?: unknown) => Promise<Reply>;
  /** Signs in once more, by another browser: in this one, the session that requests under way carry would end. */
  readonly signIn: () => Promise<Reply>;
};

/** A browser without a screen, for one person of one server. */
export function person(url: string, email: string): Person {
  const jar = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, {
      ...init,
      headers: {
        origin: url,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.headers as Record<string, string>),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split(/=(.*)/s) as [string, string];
      jar.set(name, value);
    }
    return response;
  };
  const json: Person['json'] = async (method, path, body) => {
    const response = await send(path, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await response.text();
    return {
      ok: response.ok,
      status: response.status,
      body: /^[[{]/.test(text) ? JSON.parse(text) : text,
    };
  };
  return {
    email,
    send,
    json,
    signIn: () => person(url, email).json('POST', '/api/auth/sign-in/email', { email, password: PASSWORD }),
  };
}
