// Hands out a stored file: never shown as a page, never in anybody's cache.
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Deps } from '../deps';
import { Gone } from '../errors';

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

export async function sendStored(
  deps: Pick<Deps, 'files' | 'log'>,
  req: Request,
  res: Response,
  file: StoredFile,
): Promise<void> {
  const bytes = deps.files.read(file.stored_as);
  await once(bytes, 'open').catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    deps.log.error({ file: file.id, reference: req.reference }, 'the bytes of a file are missing');
    throw new Gone('submissions.files.refused.lost');
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
