// The gate against forged requests: before any body is read, a change must come from our own pages.
import type { RequestHandler } from 'express';
import { Forbidden } from '../errors';
import type { Origins } from './origins';

// Mail programs end mails by themselves (RFC 8058): the signature in the address is what allows it.
const ONE_CLICK = /^\/unsubscribe\/[\w.-]+$/;

export function sameOrigin(origins: Origins): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return next();
    res.vary('Sec-Fetch-Site');
    res.vary('Origin');
    if (ONE_CLICK.test(req.path)) return next();
    const site = req.get('Sec-Fetch-Site');
    const passes =
      site === undefined ? origins.allows(req.get('Origin')) : site === 'same-origin' || site === 'none';
    next(passes ? undefined : new Forbidden('frame.errors.otherSite'));
  };
}
