// Styles, scripts, fonts: served from public/ with a fingerprint in the URL, so that phones keep them.
import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import compression from 'compression';
import express, { type RequestHandler } from 'express';
import { sha256 } from '../ids';
import { ROOT } from '../root';

const folder = path.join(ROOT, 'public');
/** What is compiled for browsers: public/ranking. */
const built = path.join(ROOT, 'dist', 'public');
const known = new Map<string, string>();

/** Files of packages that browsers load as they are. */
const VENDOR: Record<string, string> = {
  '/vendor/socket.io.js': path.join(
    path.dirname(require.resolve('socket.io/package.json')),
    'client-dist/socket.io.esm.min.js',
  ),
};

/** `/css/frame.css` → `/css/frame.css?v=1a2b3c4d`. Unknown files throw: a typo should not ship. */
export function asset(url: string): string {
  const kept = known.get(url);
  if (kept) return kept;
  const versioned = `${url}?v=${sha256(readFileSync(VENDOR[url] ?? path.join(url.startsWith('/ranking/') ? built : folder, url))).slice(0, 8)}`;
  known.set(url, versioned);
  return versioned;
}

const FOLDERS = new RegExp(`^/(vendor|ranking|${readdirSync(folder).join('|')})/`);

function keep(res: ServerResponse): void {
  const versioned = /[?&]v=[0-9a-f]{8}$/.test(res.req.url ?? '');
  res.setHeader('Cache-Control', versioned ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
}

export function assets(): RequestHandler {
  const options = { index: false, redirect: false, setHeaders: keep };
  const own = express.static(folder, options);
  const compiled = express.static(built, options);
  const pack = compression();
  return (req, res, next) => {
    // A page is no file: the disk is not asked.
    if (!FOLDERS.test(req.path)) return next();
    const file = req.method === 'GET' || req.method === 'HEAD' ? VENDOR[req.path] : undefined;
    pack(req, res, () => {
      if (file === undefined)
        return req.path.startsWith('/ranking/') ? compiled(req, res, next) : own(req, res, next);
      keep(res);
      res.sendFile(file, { cacheControl: false });
    });
  };
}
