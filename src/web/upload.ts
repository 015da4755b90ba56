// Reads one file of a multipart request into the incoming folder. Used only inside a route, after its rights
// were asked; nothing of an upload remains there when the route is done with it.
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
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

/** Settled when nothing is written to `place` any more, whatever became of the request. */
async function receive(req: Request, res: Response, place: string, fields: number): Promise<void> {
  const writing: WriteStream[] = [];
  try {
    await read(req, res, storageAt(place, writing), fields);
  } finally {
    await Promise.all(writing.map(closed));
  }
}

/** As multer's own for a disk, but its streams are known: one that is still opening when a request breaks off would make its file later. */
function storageAt(place: string, writing: WriteStream[]): multer.StorageEngine {
  return {
    _handleFile(_req, file, done) {
      const out = createWriteStream(place);
      writing.push(out);
      out.on('error', done);
      out.on('finish', () => done(null, { path: place, size: out.bytesWritten }));
      file.stream.pipe(out);
    },
    // Whoever asked for the place clears it.
    _removeFile: (_req, _file, done) => done(null),
  };
}

function closed(out: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (out.closed) return resolve();
    out.once('close', resolve);
    out.destroy();
  });
}

function read(req: Request, res: Response, storage: multer.StorageEngine, fields: number): Promise<void> {
  const reader = multer({
    storage,
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
