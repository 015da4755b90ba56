// Reads one file of a multipart request into the incoming folder. Used only inside a route, after its rights
// were asked; nothing of an upload remains there when the route is done with it.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { InvalidInput, TooLarge } from '../errors';
import type { FileStore } from '../storage/file-store';

export interface Received {
  path: string;
  /** As the browser said it: for display only, and only after it was made safe. */
  name: string;
  bytes: number;
}

const LIMITS = {
  files: 1,
  fileSize: 25 * 1024 * 1024,
  parts: 1,
  fields: 0,
  fieldSize: 16 * 1024,
  fieldNameSize: 60,
  fieldNestingDepth: 1,
  fieldArrayIndexLimit: 20,
  headerPairs: 20,
};

type Use<T> = (received: Received, temporary: () => Promise<string>) => Promise<T>;

/**
 * Hands the one file (field `file`) to `use`; `temporary` gives further places that are cleared as well. At most
 * `fields` others may come with it: they are in `req.body` then.
 */
export async function withUpload<T>(
  req: Request,
  res: Response,
  files: FileStore,
  use: Use<T>,
  fields = 0,
): Promise<T> {
  const places: string[] = [];
  const temporary = async () => {
    const place = await files.temporary();
    places.push(place);
    return place;
  };
  try {
    await receive(req, res, await temporary(), fields);
    if (!req.file) throw new InvalidInput({ file: { key: 'frame.fields.missing' } });
    const { path: at, originalname, size } = req.file;
    return await use({ path: at, name: originalname, bytes: size }, temporary);
  } finally {
    await Promise.all(places.map((place) => rm(place, { force: true })));
  }
}

function receive(req: Request, res: Response, place: string, fields: number): Promise<void> {
  const reader = multer({
    storage: multer.diskStorage({
      destination: (_req, _file, done) => done(null, path.dirname(place)),
      filename: (_req, _file, done) => done(null, path.basename(place)),
    }),
    limits: { ...LIMITS, fields, parts: LIMITS.parts + fields },
    defParamCharset: 'utf8',
  } as multer.Options).single('file');
  return new Promise((resolve, reject) => {
    reader(req, res, (error: unknown) => {
      // The parser makes objects of names with brackets; no form with a file has such, and no page could show one.
      const fields = Object.entries(req.body ?? {}).filter(([, value]) => typeof value === 'string');
      req.body = Object.fromEntries(fields);
      if (error) reject(asRefused(error));
      else resolve();
    });
  });
}

function asRefused(error: unknown): unknown {
  const { code, name, syscall } = error as { code?: string; name?: string; syscall?: string };
  if (code === 'LIMIT_FILE_SIZE') return new TooLarge();
  // The disk's faults are ours; everything else is the request's.
  if (syscall !== undefined && name !== MulterError.name) return error;
  return new InvalidInput({ file: { key: 'frame.errors.upload' } }, 'frame.errors.upload');
}
