export const SITE = 'http://localhost:4242';

type Api = { readonly request: (url: string, init?: RequestInit) => Response | Promise<Response> };

/** A browser without a screen: keeps all cookies, sends the origin of its page. */
export function visitor(api: Api, headers: Readonly<Record<string, string>> = {}) {
  const jar = new Map<string, string>();
  return async (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const response = await api.request(`${SITE}${path}`, {
      method,
      headers: {
        host: 'localhost:4242',
        origin: SITE,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split(/=(.*)/s) as [string, string];
      if (value === '' || /max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    return {
      status: response.status,
      location: response.headers.get('location'),
      // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
      body: (text.startsWith('{') ? JSON.parse(text) : text) as any,
    };
  };
}
