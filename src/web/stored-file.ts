// Hands out a stored file: never shown as a page, never in anybody's cache.
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Deps } from '../deps';
import { Gone } from '../errors';
import { pathOf } from '../storage/file-store';

interface StoredFile {
  id: string;
  name: string;
  type: string;
  bytes: number;
  stored_as: string;
}

/** Of whatever people sent: a browser that is led here must take it for nothing that it could run. */
export const AS_IT_CAME = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Tells people that it is gone, and the operator what to look for in a backup: never the name it was given. */
export function lost(
  deps: Pick<Deps, 'log'>,
  req: Request,
  file: Pick<StoredFile, 'id' | 'stored_as'>,
): Gone {
  const { id, stored_as } = file;
  deps.log.error(
    { file: id, stored: pathOf(stored_as), reference: req.reference },
    'the bytes of a file are missing',
  );
  return new Gone('submissions.files.refused.lost');
}

export async function sendStored(
  deps: Pick<Deps, 'files' | 'log'>,
  req: Request,
  res: Response,
  file: StoredFile,
): Promise<void> {
  const bytes = deps.files.read(file.stored_as);
  await once(bytes, 'open').catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    throw lost(deps, req, file);
  });
  res.attachment(file.name);
  res.set({
    'Content-Type': file.type.startsWith('text/') ? `${file.type}; charset=utf-8` : file.type,
    'Content-Length': String(file.bytes),
    'Cache-Control': 'no-store',
    ...AS_IT_CAME,
  });
  await pipeline(bytes, res).catch((error) => {
    // A reader who leaves in the middle is no fault.
    if (!req.destroyed) throw error;
  });
}
