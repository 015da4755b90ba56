// The gate against forged requests: before any body is read, a change must come from our own pages.
import type { RequestHandler } from 'express';
import { Forbidden } from '../errors';
import type { Origins } from './origins';

export function sameOrigin(origins: Origins): RequestHandler {
  return (req, res, next) => {
    res.vary('Sec-Fetch-Site');
    res.vary('Origin');
    if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return next();
    const site = req.get('Sec-Fetch-Site');
    const passes =
      site === undefined ? origins.allows(req.get('Origin')) : site === 'same-origin' || site === 'none';
    next(passes ? undefined : new Forbidden('frame.errors.otherSite'));
  };
}
