// Headers of every answer, errors included.
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Origins } from './origins';

export function securityHeaders(origins: Origins): RequestHandler {
  const make = (secure: boolean) =>
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          'img-src': ["'self'", 'data:'],
          'font-src': ["'self'"],
          // What was recorded is heard before it is sent: a blob of the page's own making.
          'media-src': ["'self'", 'blob:'],
          'manifest-src': ["'self'"],
          // Safari before 15.4 does not count the websocket of the same host as 'self'.
          'connect-src': ["'self'", origins.base.replace(/^http/, 'ws')].filter(Boolean),
          'form-action': ["'self'"],
          'base-uri': ["'none'"],
          'object-src': ["'none'"],
          'frame-ancestors': ["'none'"],
          ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
        },
      },
      // The default no-referrer makes browsers send `Origin: null` with forms.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
      crossOriginEmbedderPolicy: false,
    });
  // They are the same on every answer: worked out once for an origin.
  const fixed = (): [string, string][] => {
    const headers = new Map([
      ['Permissions-Policy', 'camera=(), microphone=(self), geolocation=(), payment=(), usb=()'],
    ]);
    const res = { setHeader: (name: string, value: string) => headers.set(name, value), removeHeader() {} };
    make(origins.secure)({} as never, res as never, (error?: unknown) => {
      if (error) throw error;
    });
    return [...headers];
  };
  let known: string | undefined;
  let headers: [string, string][] = [];
  return (_req, res, next) => {
    if (known !== origins.base) {
      known = origins.base;
      headers = fixed();
    }
    for (const [name, value] of headers) res.setHeader(name, value);
    next();
  };
}
