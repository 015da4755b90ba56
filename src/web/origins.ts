// Which web origins are this installation: exact texts, known from BASE_URL or after listening.

export interface Origins {
  /** The origin that links carry, without a slash at its end. */
  readonly base: string;
  readonly secure: boolean;
  allows(origin: string | undefined): boolean;
  /** Without BASE_URL: called once the server listens. */
  set(baseUrl: string): void;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Loopback names count as equal: whoever opens localhost reaches what listens on 127.0.0.1. */
function equals(origin: URL): Set<string> {
  const all = new Set([origin.origin]);
  if (!LOOPBACK.includes(origin.hostname)) return all;
  for (const name of LOOPBACK) {
    const twin = new URL(origin);
    twin.hostname = name;
    all.add(twin.origin);
  }
  return all;
}

export function createOrigins(baseUrl: string | undefined): Origins {
  let base = '';
  let allowed = new Set<string>();
  const origins: Origins = {
    get base() {
      return base;
    },
    get secure() {
      return base.startsWith('https:');
    },
    allows: (origin) => origin !== undefined && allowed.has(origin),
    set(url) {
      const origin = new URL(url);
      base = origin.origin;
      allowed = equals(origin);
    },
  };
  if (baseUrl) origins.set(baseUrl);
  return origins;
}
